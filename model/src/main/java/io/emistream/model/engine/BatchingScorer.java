package io.emistream.model.engine;

import io.emistream.model.InferenceEngine;
import io.emistream.model.Score;
import io.emistream.model.Scored;
import io.emistream.model.Scorer;
import io.emistream.model.Waveform;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores what any thread submits, in batches of similar length, on the one thread that owns the device. The queue is bounded by its callers, who
 * hold back what they cannot place; it never blocks them. An engine that throws fails only the waveforms that fail alone, too. New engines are put
 * in a slot and taken between batches; a shadow engine runs while nothing else waits. Closing fails what is queued, finishes the batch under way, and joins the owner (docs/decisions/0003).
 */
public final class BatchingScorer implements Scorer {
    private static final Logger LOG = LoggerFactory.getLogger(BatchingScorer.class);

    private final BatchRules rules;
    private final LongSupplier nanos;
    private final ArrayDeque<Replacement> slot = new ArrayDeque<>(1); // guarded by lock
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private final ShadowQueue shadows; // the owner's alone
    private final Thread owner;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Starts the owner, which closes the engine in the end.
     *
     * @param engine serves until it is replaced
     * @param nanos a monotonic clock, in nanoseconds
     */
    public BatchingScorer(InferenceEngine engine, BatchRules rules, LongSupplier nanos) {
        this.rules = rules;
        this.nanos = nanos;
        this.shadows = new ShadowQueue(nanos);
        this.owner = new Thread(() -> serve(Line.of(engine)), "device-owner");
        owner.start();
    }

    @Override
    public CompletableFuture<Scored> submit(String sessionId, Waveform waveform) {
        var result = new CompletableFuture<Scored>();
        lock.lock();
        try {
            if (closed.get()) {
                result.completeExceptionally(
                        new CancellationException("the scorer is closed; the waveform was not scored"));
            } else {
                queue.add(new Waiting(sessionId, waveform, result, nanos.getAsLong()));
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
        return result;
    }

    /**
     * Puts other engines in place before the next batch; call it with engines that are loaded and warm.
     *
     * @return completes with those that served until then, still open: their new owner may keep them for a rollback, and closes those that do not
     *     serve on
     */
    public CompletableFuture<Line> replace(Line next) {
        var replacement = new Replacement(next, new CompletableFuture<>());
        lock.lock();
        try {
            if (closed.get()) {
                replacement.old().completeExceptionally(new CancellationException("the scorer is closed"));
                return replacement.old();
            }
            clearSlot("overtaken by a later replacement");
            slot.add(replacement);
            changed.signal();
        } finally {
            lock.unlock();
        }
        return replacement.old();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed.set(true);
            changed.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (owner.isAlive()) {
            try {
                owner.join();
            } catch (InterruptedException e) {
                interrupted = true; // a thread inside libtorch must not be left behind
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Line first) {
        Line line = first;
        try {
            for (List<Waiting> batch = take(); !batch.isEmpty() || !closed.get(); batch = take()) {
                Optional<Replacement> replacement = replacement();
                if (replacement.isPresent()) {
                    shadows.clear();
                    replacement.get().old().complete(line);
                    line = replacement.get().next();
                }
                run(line, batch);
                if (batch.isEmpty() && line.shadow() != null && !shadows.isEmpty()) shadows.scoreOne(line.shadow());
            }
        } finally {
            drain();
            line.engines().forEach(BatchingScorer::closeQuietly);
        }
    }

    /** Waits for work; empty when there is only a replacement or a shadow's work, or when closed. */
    private List<Waiting> take() {
        lock.lock();
        try {
            while (queue.isEmpty() && !closed.get() && slot.isEmpty() && shadows.isEmpty()) {
                changed.awaitUninterruptibly();
            }
            linger();
            var taken = new ArrayList<Waiting>();
            while (!closed.get() && !queue.isEmpty() && taken.size() < rules.most()) {
                taken.add(queue.remove());
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Gives company a chance to arrive. */
    private void linger() {
        long left = rules.linger().toNanos();
        while (left > 0 && !queue.isEmpty() && queue.size() < rules.most() && !closed.get()) {
            try {
                left = changed.awaitNanos(left);
            } catch (InterruptedException e) {
                return; // nobody interrupts the owner; then there is no reason to linger
            }
        }
    }

    private void run(Line line, List<Waiting> taken) {
        for (InferenceEngine engine : line.engines()) {
            List<Waiting> its = taken.stream()
                    .filter(waiting -> line.of(waiting.sessionId()) == engine)
                    .toList();
            if (!its.isEmpty()) run(engine, its, line.shadow() != null);
        }
    }

    private void run(InferenceEngine engine, List<Waiting> taken, boolean shadowed) {
        int[] lengths =
                taken.stream().mapToInt(w -> w.waveform().samples().length).toArray();
        for (List<Integer> group : rules.groups().of(lengths)) {
            attempt(engine, group.stream().map(taken::get).toList(), shadowed);
        }
    }

    private void attempt(InferenceEngine engine, List<Waiting> batch, boolean shadowed) {
        long started = nanos.getAsLong();
        try {
            List<Score> scores =
                    engine.infer(batch.stream().map(Waiting::waveform).toList());
            if (scores.size() != batch.size()) {
                throw new IllegalStateException(
                        "the engine gave %d scores for %d waveforms".formatted(scores.size(), batch.size()));
            }
            Duration inference = Duration.ofNanos(nanos.getAsLong() - started);
            for (int i = 0; i < batch.size(); i++) {
                Waiting waiting = batch.get(i);
                waiting.result()
                        .complete(new Scored(
                                scores.get(i),
                                engine.release(),
                                Duration.ofNanos(started - waiting.submitted()),
                                inference,
                                batch.size(),
                                shadowed ? shadows.add(waiting.waveform()) : null));
            }
        } catch (NativeGate.ProcessEnding e) {
            batch.forEach(waiting -> waiting.result().completeExceptionally(e));
        } catch (RuntimeException | Error e) {
            refused(engine, batch, e, shadowed);
        }
    }

    /** One poisonous waveform must not fail the others: each is tried alone. */
    private void refused(InferenceEngine engine, List<Waiting> batch, Throwable cause, boolean shadowed) {
        LOG.atWarn()
                .setCause(cause)
                .addKeyValue("batchSize", batch.size())
                .addKeyValue("release", engine.release().id())
                .log("inference failed");
        if (batch.size() == 1) {
            batch.get(0).result().completeExceptionally(cause);
        } else {
            batch.forEach(waiting -> attempt(engine, List.of(waiting), shadowed));
        }
    }

    private void drain() {
        lock.lock();
        try {
            closed.set(true); // also when the owner dies of a bug: later submissions must not wait for ever
            queue.forEach(waiting -> waiting.result()
                    .completeExceptionally(
                            new CancellationException("the scorer closed before the waveform was scored")));
            queue.clear();
            clearSlot("the scorer closed before the replacement");
            shadows.clear();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Replacement> replacement() {
        lock.lock();
        try {
            return Optional.ofNullable(slot.poll());
        } finally {
            lock.unlock();
        }
    }

    private void clearSlot(String why) {
        slot.forEach(unused -> unused.old().completeExceptionally(new CancellationException(why)));
        slot.clear();
    }

    private static void closeQuietly(InferenceEngine engine) {
        try {
            engine.close();
        } catch (NativeGate.ProcessEnding e) {
            LOG.atDebug().log("the process ends before the engine was freed");
        }
    }

    private record Waiting(String sessionId, Waveform waveform, CompletableFuture<Scored> result, long submitted) {}

    private record Replacement(Line next, CompletableFuture<Line> old) {}
}
