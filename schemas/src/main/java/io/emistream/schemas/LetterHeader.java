package io.emistream.schemas;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** What a dead letter says in headers of its own, as UTF-8, beside the headers of the record that it holds. */
public enum LetterHeader {
    /** Why the record was refused. */
    REASON("emi.reason"),
    /** Where it was read: topic. */
    TOPIC("emi.topic"),
    /** Where it was read: partition, decimal. */
    PARTITION("emi.partition"),
    /** Where it was read: offset, decimal. */
    OFFSET("emi.offset"),
    /** The record's own time, milliseconds since 1970-01-01 UTC. */
    TIMESTAMP("emi.timestamp"),
    /** Bytes of the record's value, decimal; there only where the letter does not hold the whole record. */
    BYTES("emi.bytes"),
    /** How often the record was replayed, decimal; travels with the record. */
    ATTEMPT("emi.attempt"),
    /** Where a record that was replayed was read at first, {@code topic/partition/offset}; travels with the record. */
    FIRST("emi.first"),
    /** Marks a record of the topic of dead letters that is no letter: it says that the record first read there was replayed. */
    REPLAYED("emi.replayed");

    private final String key;

    LetterHeader(String key) {
        this.key = key;
    }

    /** The header of that key, if it is one of these. */
    public static Optional<LetterHeader> of(Header header) {
        return Arrays.stream(values())
                .filter(one -> one.key.equals(header.key()))
                .findFirst();
    }

    /** Whether a record takes it along when it is published again. */
    public boolean travels() {
        return this == ATTEMPT || this == FIRST;
    }

    /** The latest value, if there is one. */
    public Optional<String> in(Headers headers) {
        return Optional.ofNullable(headers.lastHeader(key))
                .map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8));
    }

    /** Sets it, instead of any that there is. */
    public void put(Headers headers, String value) {
        headers.remove(key).add(key, value.getBytes(StandardCharsets.UTF_8));
    }
}
