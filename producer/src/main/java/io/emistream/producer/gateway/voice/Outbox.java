package io.emistream.producer.gateway.voice;

import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.AudioChunk;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Chunks of one voice that wait for the log, bounded by {@link IngestRules}, and how much of it is stored. Thread-safe. */
final class Outbox {
    /** That a chunk takes up besides its audio, roughly. */
    private static final int RECORD_BYTES = 200;

    private final ChunkLog log;
    private final Room room;
    private final long limit;

    /** What the log's threads tell; never held while something waits for the log. */
    private final ReentrantLock receipts = new ReentrantLock();

    private final Condition settled = receipts.newCondition();
    private long waiting;
    private Stored stored;
    private @Nullable String failure;

    /**
     * An empty one.
     *
     * @param room shared with other voices
     * @param limit bytes that may wait
     * @param stored samples of the voice that are on the log already
     */
    Outbox(ChunkLog log, Room room, long limit, long stored) {
        this.log = log;
        this.room = room;
        this.limit = limit;
        this.stored = new Stored(stored, false);
    }

    /**
     * What is on the log.
     *
     * @param samples 16 kHz, from the voice's first on
     * @param ended whether the end of the stream is there, too
     */
    record Stored(long samples, boolean ended) {}

    /** Whether there is room for so many bytes; for more than may wait, when nothing does. */
    boolean takes(long bytes) {
        long waits = waits();
        return (waits == 0 || waits + bytes <= limit) && room.has(bytes);
    }

    boolean isEmpty() {
        return waits() == 0;
    }

    /** Hands a chunk over to the log; false when there is no room for it. The last one needs none. */
    boolean put(AudioChunk chunk) {
        int bytes = chunk.getPayload().remaining();
        int weight = bytes + RECORD_BYTES;
        boolean last = chunk.getEndOfStream();
        if (!last && !takes(weight)) return false;
        count(weight);
        var then = new Stored(chunk.getFirstSample() + bytes / Pcm16.BYTES, last);
        log.append(chunk, problem -> settle(weight, then, problem));
        return true;
    }

    Stored stored() {
        receipts.lock();
        try {
            return stored;
        } finally {
            receipts.unlock();
        }
    }

    /** Why the log takes no more, if so. */
    Optional<String> failure() {
        receipts.lock();
        try {
            return Optional.ofNullable(failure);
        } finally {
            receipts.unlock();
        }
    }

    /** Waits until nothing waits for the log; false when that takes too long. */
    boolean settles(Duration patience) throws InterruptedException {
        receipts.lock();
        try {
            long left = patience.toNanos();
            while (waiting > 0 && left > 0) left = settled.awaitNanos(left);
            return waiting == 0;
        } finally {
            receipts.unlock();
        }
    }

    private long waits() {
        receipts.lock();
        try {
            return waiting;
        } finally {
            receipts.unlock();
        }
    }

    private void count(int bytes) {
        room.take(bytes);
        receipts.lock();
        try {
            waiting += bytes;
        } finally {
            receipts.unlock();
        }
    }

    private void settle(int bytes, Stored then, @Nullable String problem) {
        room.giveBack(bytes);
        receipts.lock();
        try {
            waiting -= bytes;
            if (problem != null && failure == null) failure = problem;
            // what comes after a chunk that is not stored counts for nothing: the client has to send it again
            if (failure == null) stored = then;
            if (waiting == 0) settled.signalAll();
        } finally {
            receipts.unlock();
        }
    }
}
