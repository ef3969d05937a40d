package io.emistream.model.engine;

import io.emistream.model.InferenceEngine;
import io.emistream.model.Score;
import io.emistream.model.Waveform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of every call of an engine to the device. Says that the device is lost when an error stays or a call does not come back; then no call is let in any
 * more. The owner calls {@link #infer}; a watch, on a thread of its own, {@link #look}.
 */
final class WatchedDevice {
    private final HangRules rules;
    private final LongSupplier nanos;
    private final Consumer<DeviceLost> onLoss;
    private final AtomicReference<@Nullable DeviceLost> loss = new AtomicReference<>();
    private final CompletableFuture<DeviceLost> lost = new CompletableFuture<>();
    private final Map<InferenceEngine, Double> slowest = new WeakHashMap<>(); // nanoseconds a sample; the owner's alone
    private volatile @Nullable Call call;
    private @Nullable Call watched; // the watch's alone, as are the two below
    private long lastLook;
    private long inside;

    /** Under way. Each one is another, whatever it holds. */
    private static final class Call {
        private final int waveforms;
        private final Duration limit;

        Call(int waveforms, Duration limit) {
            this.waveforms = waveforms;
            this.limit = limit;
        }
    }

    /** @param onLoss told once, on the thread that finds out */
    WatchedDevice(HangRules rules, LongSupplier nanos, Consumer<DeviceLost> onLoss) {
        this.rules = rules;
        this.nanos = nanos;
        this.onLoss = onLoss;
    }

    /** Completes with the reason, once who is told of it has done what there was to do; never, as long as all is well. */
    CompletableFuture<DeviceLost> lost() {
        return lost;
    }

    /** Starts the watch, which ends with the given or with the device. */
    void watch(CompletableFuture<?> until) {
        var watch = new Thread(
                () -> {
                    while (!until.isDone() && !lost.isDone()) {
                        look();
                        LockSupport.parkNanos(pause().toNanos());
                    }
                },
                "device-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** Between two looks. */
    private Duration pause() {
        return rules.least().dividedBy(60);
    }

    /**
     * Calls the engine.
     *
     * @throws DeviceLost when the device is lost, also where the call comes back after all
     */
    List<Score> infer(InferenceEngine engine, List<Waveform> batch) {
        check();
        long samples = BatchPace.padded(batch);
        long started = nanos.getAsLong();
        call = new Call(batch.size(), rules.limit(slowest.getOrDefault(engine, 0.0) * samples));
        try {
            List<Score> scores = engine.infer(batch);
            slowest.merge(engine, (nanos.getAsLong() - started) / (double) samples, Math::max);
            return scores;
        } catch (RuntimeException | Error e) {
            StickyErrors.in(e).ifPresent(this::lose);
            throw e;
        } finally {
            call = null;
            check(); // overrules what the call said
        }
    }

    /** Time in which the watch did not run itself does not count: then the whole process stood still, and not the call. */
    void look() {
        Call now = call;
        long time = nanos.getAsLong();
        long since = Math.min(time - lastLook, 2 * pause().toNanos());
        lastLook = time;
        inside = now == watched ? inside + since : 0;
        watched = now;
        if (now != null && inside > now.limit.toNanos())
            lose("a batch of %d did not come back for %d s".formatted(now.waveforms, now.limit.toSeconds()));
    }

    /** From now on no call is let in; the first reason counts. */
    void lose(String why) {
        var now = new DeviceLost(why);
        if (!loss.compareAndSet(null, now)) return;
        onLoss.accept(now);
        lost.complete(now);
    }

    boolean isLost() {
        return loss.get() != null;
    }

    private void check() {
        DeviceLost why = loss.get();
        if (why != null) throw why;
    }
}
