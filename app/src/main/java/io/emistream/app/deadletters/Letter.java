package io.emistream.app.deadletters;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.schemas.LetterHeader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter, without its bytes.
 *
 * @param place where the letter lies
 * @param at when it was written
 * @param origin where the record was read; empty when the letter does not say
 * @param first where the record was read before all replays: what replays of one record have in common
 * @param key at most 200 characters, no control characters
 * @param bytes of the record's value
 * @param whole whether the letter holds all of the record
 * @param reason one line
 * @param attempts how often the record was replayed before it became this letter
 */
record Letter(
        Place place,
        Instant at,
        Optional<Place> origin,
        Place first,
        String key,
        int bytes,
        boolean whole,
        String reason,
        int attempts) {
    private static final int LONGEST_KEY = 200;

    static Letter of(ConsumerRecord<byte[], byte[]> record) {
        var headers = record.headers();
        var place = new Place(record.topic(), record.partition(), record.offset());
        var origin = origin(headers);
        var cutFrom = number(LetterHeader.BYTES, headers);
        return new Letter(
                place,
                Instant.ofEpochMilli(record.timestamp()),
                origin,
                LetterHeader.FIRST
                        .in(headers)
                        .flatMap(Place::of)
                        .or(() -> origin)
                        .orElse(place),
                key(record.key()),
                cutFrom.orElse(record.value() == null ? 0 : record.value().length),
                cutFrom.isEmpty(),
                LetterHeader.REASON.in(headers).map(Letter::line).orElse("none given"),
                number(LetterHeader.ATTEMPT, headers).orElse(0));
    }

    /** For machines: one object. */
    ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode().put("at", at.toString());
        var from = json.putObject("origin");
        origin.ifPresent(known -> from.put("topic", known.topic())
                .put("partition", known.partition())
                .put("offset", known.offset()));
        return json.put("key", key)
                .put("bytes", bytes)
                .put("whole", whole)
                .put("attempts", attempts)
                .put("reason", reason);
    }

    String from() {
        return origin.map(Place::toString).orElse("unknown");
    }

    /** A number that is not negative. */
    static Optional<Integer> number(LetterHeader header, Headers headers) {
        return header.in(headers).filter(text -> text.matches("\\d{1,9}")).map(Integer::valueOf);
    }

    private static Optional<Place> origin(Headers headers) {
        return LetterHeader.TOPIC
                .in(headers)
                .flatMap(topic -> LetterHeader.PARTITION.in(headers).flatMap(partition -> LetterHeader.OFFSET
                        .in(headers)
                        .flatMap(offset -> Place.of(topic + "/" + partition + "/" + offset))));
    }

    private static String key(byte @Nullable [] key) {
        if (key == null) return "none";
        var text = line(new String(key, 0, Math.min(key.length, LONGEST_KEY), StandardCharsets.UTF_8));
        return key.length > LONGEST_KEY ? text + "…" : text;
    }

    /** Whoever publishes can put anything there; a terminal must not obey it. */
    private static String line(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "�");
    }
}
