package io.emistream.producer.gateway.voice;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes of all voices that wait for the log, up to a limit. Thread-safe. */
public final class Room {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    public Room(long limit) {
        this.limit = limit;
    }

    boolean has(long bytes) {
        return used.get() + bytes <= limit;
    }

    void take(long bytes) {
        used.addAndGet(bytes);
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    /** Bytes that wait now. */
    public long used() {
        return used.get();
    }
}
