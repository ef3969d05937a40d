package io.emistream.processor.intake;

import io.emistream.schemas.LetterHeader;
import io.emistream.schemas.Topics;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes dead letters: the original key, value and headers of a record that cannot be handled, and in headers of its own ({@link LetterHeader}) where it
 * came from and why it was refused. A letter is dated when it is written, so that no producer's clock can have it refused or deleted.
 *
 * <p>A letter larger than its topic takes would stop the task for good, since a transaction with a refused record cannot be committed. So letters
 * have a size, by default what {@link Topics#letters} takes; what is larger is cut and says so. Where the topic takes less, one
 * refusal teaches it: {@link #shrink}. Thread-safe.
 */
public final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    /** Room for what Kafka adds to a record, and for each of its headers. */
    private static final int FRAME = 512;

    private static final int HEADER_FRAME = 10;

    /** What brokers take by default. */
    private static final int USUAL = 1 << 20;

    private static final int SMALLEST = 4 << 10;
    private static final int LONGEST_REASON = 1_000;

    private static final long WARNINGS_APART_MILLIS = 1_000;

    private final AtomicLong nextWarning = new AtomicLong();
    private final LongAdder unsaid = new LongAdder();
    private final AtomicInteger largest = new AtomicInteger(Topics.LARGEST_LETTER);

    /** The letter for the record being processed. */
    public Record<byte @Nullable [], byte @Nullable []> letter(
            Record<byte @Nullable [], byte @Nullable []> original, String reason, ProcessingContext context) {
        var own = new RecordHeaders();
        LetterHeader.REASON.put(own, reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
        context.recordMetadata().ifPresent(origin -> {
            LetterHeader.TOPIC.put(own, origin.topic());
            LetterHeader.PARTITION.put(own, Integer.toString(origin.partition()));
            LetterHeader.OFFSET.put(own, Long.toString(origin.offset()));
            warn(origin, reason, context.currentSystemTimeMs());
        });
        LetterHeader.TIMESTAMP.put(own, Long.toString(original.timestamp()));
        return fitted(original, own, context.currentSystemTimeMs());
    }

    /** Once a second at most: who sends garbage sends much of it, and all of it is in the topic. */
    private void warn(RecordMetadata origin, String reason, long now) {
        long due = nextWarning.get();
        if (now < due && due - now <= WARNINGS_APART_MILLIS
                || !nextWarning.compareAndSet(due, now + WARNINGS_APART_MILLIS)) {
            unsaid.increment();
            return;
        }
        LOG.atWarn()
                .addKeyValue("topic", origin.topic())
                .addKeyValue("partition", origin.partition())
                .addKeyValue("offset", origin.offset())
                .addKeyValue("reason", reason)
                .addKeyValue("othersBefore", unsaid.sumThenReset())
                .log("record refused");
    }

    /** Makes smaller letters from now on: the topic refused one as too large. */
    public void shrink() {
        int now = largest.updateAndGet(size -> size > USUAL ? USUAL : Math.max(SMALLEST, size / 2));
        LOG.atWarn().addKeyValue("largestBytes", now).log("the topic of dead letters takes less; letters are cut");
    }

    /** Key first, then the record's headers, all or none, then as much of the value as there is room for. */
    private Record<byte @Nullable [], byte @Nullable []> fitted(
            Record<byte @Nullable [], byte @Nullable []> original, Headers own, long now) {
        int room = largest.get() - FRAME - size(own);
        var foreign = foreign(original.headers());
        byte @Nullable [] key = cut(original.key(), room);
        room -= length(key);
        boolean roomForForeign = size(foreign) <= room;
        if (roomForForeign) room -= size(foreign);
        byte @Nullable [] value = cut(original.value(), room);
        boolean whole =
                roomForForeign && length(key) == length(original.key()) && length(value) == length(original.value());
        if (!whole) LetterHeader.BYTES.put(own, Integer.toString(length(original.value())));
        var headers = new RecordHeaders(roomForForeign ? foreign : new RecordHeaders());
        own.forEach(headers::add);
        return new Record<>(key, value, now, headers);
    }

    /** The record's headers without those that only a letter has, should it claim some. */
    private static Headers foreign(Headers all) {
        var kept = new RecordHeaders();
        for (var header : all)
            if (LetterHeader.of(header).map(LetterHeader::travels).orElse(true)) kept.add(header);
        return kept;
    }

    private static int size(Headers headers) {
        int size = 0;
        for (var header : headers) size += HEADER_FRAME + 3 * header.key().length() + length(header.value());
        return size;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes, int room) {
        return bytes == null || bytes.length <= room ? bytes : Arrays.copyOf(bytes, Math.max(0, room));
    }
}
