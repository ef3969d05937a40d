package io.emistream.model.engine;

import io.emistream.model.InferenceEngine;
import io.emistream.model.Scored;
import io.emistream.model.Waveform;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What waits for the device: waveforms, other engines, and work for spare time. Any thread fills it and is never kept waiting; the device's owner alone empties
 * it, and waits. Once it is closed nothing comes in.
 */
final class Inbox {
    private final BatchRules rules;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>(); // guarded by lock, as all below
    private final LineSlot slot = new LineSlot();
    private final GuestQueue guests;
    private final SpareLane spareLane;
    private boolean closed;

    /** A waveform; submitted is on the scorer's clock. */
    record Waiting(String sessionId, Waveform waveform, CompletableFuture<Scored> result, long submitted) {}

    Inbox(BatchRules rules, LongSupplier nanos) {
        this.rules = rules;
        this.nanos = nanos;
        guests = new GuestQueue(nanos);
        spareLane = new SpareLane(rules.aim(), nanos);
    }

    CompletableFuture<Scored> add(String sessionId, Waveform waveform) {
        return unlessClosed(() -> {
            var waiting = new Waiting(sessionId, waveform, new CompletableFuture<>(), nanos.getAsLong());
            queue.add(waiting);
            return waiting.result();
        });
    }

    CompletableFuture<Scored> addForSpareTime(String sessionId, Waveform waveform) {
        return unlessClosed(() -> spareLane.add(sessionId, waveform));
    }

    CompletableFuture<SpareWork.Done> addGuest(InferenceEngine engine, List<Waveform> batch) {
        return unlessClosed(() -> guests.add(engine, batch));
    }

    CompletableFuture<Line> put(Line next) {
        return unlessClosed(() -> slot.put(next));
    }

    /** Adds something, and tells the owner. */
    private <T> CompletableFuture<T> unlessClosed(Supplier<CompletableFuture<T>> add) {
        return locked(() -> {
            if (closed)
                return CompletableFuture.failedFuture(
                        new CancellationException("the scorer is closed; the waveform was not scored"));
            changed.signal();
            return add.get();
        });
    }

    /** Lets nothing in any more; what is in stays. */
    void close() {
        locked(() -> {
            changed.signal();
            return closed = true;
        });
    }

    boolean isClosed() {
        return locked(() -> closed);
    }

    /**
     * Waits for work.
     *
     * @param busy whether the owner has something else to do, and does not wait
     * @return waveforms, as many as a batch may hold; empty when there is only other work, or when closed
     */
    List<Waiting> take(boolean busy) {
        return locked(() -> {
            while (!closed && !busy && isEmpty()) changed.awaitUninterruptibly();
            linger();
            var taken = new ArrayList<Waiting>();
            while (!closed && !queue.isEmpty() && taken.size() < rules.most()) taken.add(queue.remove());
            return taken;
        });
    }

    private boolean isEmpty() {
        return queue.isEmpty() && slot.isEmpty() && guests.isEmpty() && spareLane.isEmpty();
    }

    /** Gives company a chance to arrive. */
    private void linger() {
        long left = rules.linger().toNanos();
        while (left > 0 && !queue.isEmpty() && queue.size() < rules.most() && !closed) {
            try {
                left = changed.awaitNanos(left);
            } catch (InterruptedException e) {
                return; // nobody interrupts the owner; then there is no reason to linger
            }
        }
    }

    Optional<LineSlot.Replacement> replacement() {
        return locked(slot::take);
    }

    Optional<SpareWork> guest(boolean idle) {
        return locked(() -> guests.next(idle));
    }

    Optional<SpareLane.Waiting> forSpareTime(double nanosPerSample) {
        return locked(() -> spareLane.next(nanosPerSample));
    }

    /** Closes it and fails all that is in it. */
    void drain(CancellationException why) {
        locked(() -> {
            queue.forEach(waiting -> waiting.result().completeExceptionally(why));
            queue.clear();
            guests.clear();
            spareLane.clear();
            slot.clear("the scorer closed before the replacement");
            return closed = true;
        });
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
