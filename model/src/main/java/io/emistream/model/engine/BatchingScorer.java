package io.emistream.model.engine;

import io.emistream.model.InferenceEngine;
import io.emistream.model.Score;
import io.emistream.model.Scored;
import io.emistream.model.Scorer;
import io.emistream.model.Waveform;
import io.emistream.model.engine.Inbox.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores what any thread submits, in batches of similar length, on the one thread that owns the device. The queue is bounded by its callers, who
 * hold back what they cannot place; it never blocks them. An engine that throws fails only the waveforms that fail alone, too; what a canary fails on is
 * scored by the active engine. New engines are put in a slot and taken between batches; shadows, guests and what is asked for in spare time run while
 * nothing else waits. Closing fails what is queued, finishes the batch under way, and waits for the owner (docs/decisions/0003).
 *
 * <p>A device that is lost, or a call that does not come back, withdraws all that is queued and under way with {@link DeviceLost}, and all that comes after;
 * {@link #lost} tells. Then closing waits for nobody, and engines are not freed: the process has to end (docs/decisions/0018).
 */
public final class BatchingScorer implements Scorer {
    private static final Logger LOG = LoggerFactory.getLogger(BatchingScorer.class);

    private final LongSupplier nanos;
    private final WatchedDevice device;
    private final Inbox inbox;
    private final ShadowQueue shadows; // the owner's alone
    private final BatchPace pace; // the owner's alone
    private volatile Outcomes outcomes = Outcomes.UNHEARD;
    private volatile List<? extends CompletableFuture<?>> inHand = List.of(); // what the owner is at
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    /**
     * Starts the owner, which closes the engine in the end.
     *
     * @param engine serves until it is replaced
     * @param nanos a monotonic clock, in nanoseconds
     */
    public BatchingScorer(InferenceEngine engine, BatchRules rules, LongSupplier nanos) {
        this(engine, rules, HangRules.STANDARD, nanos);
    }

    /** The same with other rules for calls that do not come back. */
    public BatchingScorer(InferenceEngine engine, BatchRules rules, HangRules hang, LongSupplier nanos) {
        this.nanos = nanos;
        this.device = new WatchedDevice(hang, nanos, this::withdraw);
        this.pace = new BatchPace(rules);
        this.inbox = new Inbox(rules, nanos);
        this.shadows = new ShadowQueue(nanos);
        new Thread(() -> serve(Line.of(engine)), "device-owner").start();
        device.watch(ended);
    }

    /** Completes when the device is lost, with the reason; on a thread of the scorer. */
    public CompletableFuture<DeviceLost> lost() {
        return device.lost().copy();
    }

    /** Who hears from now on what becomes of each waveform. */
    public void tell(Outcomes listener) {
        outcomes = listener;
    }

    /** An engine that does not serve, to be tried beside those that do. */
    public Guest guest(InferenceEngine engine) {
        return new Guest(this, engine);
    }

    @Override
    public CompletableFuture<Scored> submit(String sessionId, Waveform waveform) {
        return inbox.add(sessionId, waveform);
    }

    @Override
    public CompletableFuture<Scored> inSpareTime(String sessionId, Waveform waveform) {
        return inbox.addForSpareTime(sessionId, waveform);
    }

    /**
     * Puts other engines in place before the next batch; call it with engines that are loaded and warm.
     *
     * @return completes with those that served until then, still open: their new owner may keep them for a rollback, and closes those that do not
     *     serve on
     */
    public CompletableFuture<Line> replace(Line next) {
        return inbox.put(next);
    }

    CompletableFuture<SpareWork.Done> whenIdle(InferenceEngine engine, List<Waveform> batch) {
        return inbox.addGuest(engine, batch);
    }

    @Override
    public void close() {
        inbox.close();
        // not to be interrupted: a thread inside libtorch must not be left behind
        CompletableFuture.anyOf(ended, device.lost()).join();
    }

    private void serve(Line first) {
        Line line = first;
        try {
            for (List<Waiting> left = take(); !left.isEmpty() || !inbox.isClosed(); left = take()) {
                inHand = left.stream().map(Waiting::result).toList();
                boolean idle = left.isEmpty();
                line = replaced(line);
                while (!left.isEmpty()) {
                    List<Waiting> batch = batch(line, left);
                    attempt(line, line.of(batch.get(0).sessionId()), batch);
                    left.removeAll(batch);
                    line = replaced(line);
                }
                spare(line, idle);
            }
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).log("the device owner failed");
            device.lose("the device's thread failed: " + e);
        } finally {
            inbox.drain(new CancellationException("the scorer closed before the waveform was scored"));
            shadows.clear();
            if (!device.isLost()) line.engines().forEach(BatchingScorer::closeQuietly);
            ended.complete(true);
        }
    }

    private Line replaced(Line line) {
        Optional<LineSlot.Replacement> replacement = inbox.replacement();
        if (replacement.isEmpty()) return line;
        shadows.clear();
        replacement.get().old().complete(line);
        return replacement.get().next();
    }

    /** Work of a guest, of the spare lane or of a shadow, when there is time, or a guest's patience is at its end. */
    private void spare(Line line, boolean idle) {
        Optional<SpareWork> guest = inbox.guest(idle);
        Optional<SpareLane.Waiting> early =
                idle && guest.isEmpty() ? inbox.forSpareTime(pace.nanosPerSample()) : Optional.empty();
        inHand = Stream.concat(guest.map(SpareWork::done).stream(), early.map(SpareLane.Waiting::result).stream())
                .toList();
        if (guest.isPresent()) guest.get().run(device, nanos);
        else if (early.isPresent())
            SpareLane.score(device, early.get(), line.of(early.get().sessionId()), nanos);
        else if (idle && line.shadow() != null && !shadows.isEmpty()) shadows.scoreOne(device, line.shadow(), outcomes);
    }

    private List<Waiting> take() {
        return inbox.take(!shadows.isEmpty());
    }

    /** The longest of those that the oldest one's engine scores, and what is like it. */
    private List<Waiting> batch(Line line, List<Waiting> waiting) {
        InferenceEngine engine = line.of(waiting.get(0).sessionId());
        List<Waiting> its = waiting.stream()
                .filter(one -> line.of(one.sessionId()) == engine)
                .toList();
        int[] lengths =
                its.stream().mapToInt(one -> one.waveform().samples().length).toArray();
        return pace.groups().of(lengths).get(0).stream().map(its::get).toList();
    }

    private void attempt(Line line, InferenceEngine engine, List<Waiting> batch) {
        long started = nanos.getAsLong();
        try {
            List<Waveform> waveforms = batch.stream().map(Waiting::waveform).toList();
            List<Score> scores = device.infer(engine, waveforms);
            if (scores.size() != batch.size()) {
                throw new IllegalStateException(
                        "the engine gave %d scores for %d waveforms".formatted(scores.size(), batch.size()));
            }
            Duration inference = Duration.ofNanos(nanos.getAsLong() - started);
            pace.ran(waveforms, inference);
            for (int i = 0; i < batch.size(); i++) {
                Waiting waiting = batch.get(i);
                if (scores.get(i).isNotFinite())
                    outcomes.failed(engine.release().id());
                if (scores.get(i).isNotFinite() && engine == line.canary()) {
                    attempt(line, line.active(), List.of(waiting));
                    continue;
                }
                var scored = new Scored(
                        scores.get(i),
                        engine.release(),
                        Duration.ofNanos(started - waiting.submitted()),
                        inference,
                        batch.size(),
                        line.shadow() == null ? null : shadows.add(waiting.waveform()));
                if (!scores.get(i).isNotFinite()) outcomes.scored(waiting.waveform(), scored);
                waiting.result().complete(scored);
            }
        } catch (CancellationException e) {
            batch.forEach(waiting -> waiting.result().completeExceptionally(e));
        } catch (RuntimeException | Error e) {
            refused(line, engine, batch, e);
        }
    }

    /** One poisonous waveform must not fail the others: each is tried alone, and by the active engine where the canary failed. */
    private void refused(Line line, InferenceEngine engine, List<Waiting> batch, Throwable cause) {
        LOG.atWarn()
                .setCause(cause)
                .addKeyValue("batchSize", batch.size())
                .addKeyValue("release", engine.release().id())
                .log("inference failed");
        if (batch.size() > 1) {
            batch.forEach(waiting -> attempt(line, engine, List.of(waiting)));
            return;
        }
        outcomes.failed(engine.release().id());
        if (engine == line.canary()) attempt(line, line.active(), batch);
        else batch.get(0).result().completeExceptionally(cause);
    }

    /** What the owner is at cannot be waited for, and what is queued will not be scored. On the thread that found out. */
    private void withdraw(DeviceLost why) {
        LOG.atError().addKeyValue("reason", why.getMessage()).log("the device is lost; what waits is withdrawn");
        inbox.drain(why);
        inHand.forEach(result -> result.completeExceptionally(why));
    }

    private static void closeQuietly(InferenceEngine engine) {
        try {
            engine.close();
        } catch (NativeGate.ProcessEnding e) {
            LOG.atDebug().log("the process ends before the engine was freed");
        }
    }
}
