package io.emistream.processor.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record that cannot be handled, as it goes to the topic of dead letters: the original key, value and headers, and where it came from and why it
 * was refused in headers of its own ({@code emi.reason}, {@code emi.topic}, {@code emi.partition}, {@code emi.offset}, {@code emi.timestamp}).
 */
public final class DeadLetter {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetter.class);

    /** With the headers a letter must still fit the broker's usual limit of 1 MiB, or it would stop the task that writes it. */
    static final int LARGEST = (1 << 20) - (1 << 15);

    private DeadLetter() {}

    /** The letter for the record being processed. */
    public static Record<byte @Nullable [], byte @Nullable []> of(
            Record<byte @Nullable [], byte @Nullable []> original, String reason, ProcessingContext context) {
        var headers = new RecordHeaders(original.headers());
        headers.add("emi.reason", utf8(reason));
        context.recordMetadata().ifPresent(origin -> {
            headers.add("emi.topic", utf8(origin.topic()));
            headers.add("emi.partition", utf8(Integer.toString(origin.partition())));
            headers.add("emi.offset", utf8(Long.toString(origin.offset())));
            LOG.atWarn()
                    .addKeyValue("topic", origin.topic())
                    .addKeyValue("partition", origin.partition())
                    .addKeyValue("offset", origin.offset())
                    .addKeyValue("reason", reason)
                    .log("record refused");
        });
        headers.add("emi.timestamp", utf8(Long.toString(original.timestamp())));
        byte @Nullable [] value = original.value();
        if (value != null && value.length > LARGEST) {
            headers.add(
                    "emi.bytes", utf8(Integer.toString(value.length))); // says that the value was cut, and from what
            value = Arrays.copyOf(value, LARGEST);
        }
        return new Record<>(original.key(), value, original.timestamp(), headers);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
