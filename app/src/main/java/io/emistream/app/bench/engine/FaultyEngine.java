package io.emistream.app.bench.engine;

import io.emistream.model.InferenceEngine;
import io.emistream.model.ReleaseCard;
import io.emistream.model.Score;
import io.emistream.model.Waveform;
import io.emistream.model.engine.Halving;
import io.emistream.model.engine.NativeGate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** An engine that does its work until it is told to misbehave, by any thread. */
public final class FaultyEngine implements InferenceEngine {
    private static final Duration SPELL = Duration.ofSeconds(5);

    /** What fits during {@link Misbehaviour#OOM}, in samples. */
    private static final int MEMORY = 3 * Waveform.RATE;

    /** Frames of the segmenter: lengths of segments are multiples of it. */
    private static final int FRAME = Waveform.RATE / 50;

    private final InferenceEngine engine;
    private final LongSupplier nanos;
    private volatile @Nullable Spell spell;

    /** Its time runs from the first waveform that it harms, so that none passes without harm. */
    private static final class Spell {
        private final Misbehaviour kind;
        private volatile @Nullable Long since;

        Spell(Misbehaviour kind) {
            this.kind = kind;
        }

        void harm(long now) {
            if (since == null) since = now;
        }

        boolean isOver(long now) {
            Long begin = since;
            return begin != null && !kind.stays() && now - begin > SPELL.toNanos();
        }
    }

    /** @param nanos a monotonic clock, in nanoseconds */
    public FaultyEngine(InferenceEngine engine, LongSupplier nanos) {
        this.engine = engine;
        this.nanos = nanos;
    }

    /** From now on. */
    public void misbehave(Misbehaviour kind) {
        spell = new Spell(kind);
    }

    /** Does from now on what it is told, a word a line; on a thread that ends with the input. */
    public void obey(InputStream words) {
        var listener = new Thread(
                () -> {
                    var lines = new BufferedReader(new InputStreamReader(words, StandardCharsets.UTF_8));
                    try {
                        for (String line = lines.readLine(); line != null; line = lines.readLine())
                            Misbehaviour.named(line).ifPresent(this::misbehave);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                "misbehaviour");
        listener.setDaemon(true);
        listener.start();
    }

    @Override
    public List<Score> infer(List<Waveform> batch) {
        Spell now = spell;
        if (now == null || now.isOver(nanos.getAsLong())) return engine.infer(batch);
        return switch (now.kind) {
            case THROWS -> throwing(batch, now);
            case NAN -> notFinite(batch, now);
            case OOM -> Halving.run(batch, some -> asFarAsItFits(some, now), unused -> {});
            case HANGS -> NativeGate.process().call(FaultyEngine::hang);
            case LOST -> throw new IllegalStateException("CUDA error: unspecified launch failure");
        };
    }

    private List<Score> throwing(List<Waveform> batch, Spell now) {
        if (batch.stream().noneMatch(FaultyEngine::isBad)) return engine.infer(batch);
        now.harm(nanos.getAsLong());
        throw new IllegalStateException("told to throw");
    }

    private List<Score> notFinite(List<Waveform> batch, Spell now) {
        var scores = new ArrayList<>(engine.infer(batch));
        for (int i = 0; i < scores.size(); i++) {
            if (!isBad(batch.get(i))) continue;
            now.harm(nanos.getAsLong());
            scores.set(i, Score.notFinite());
        }
        return scores;
    }

    private List<Score> asFarAsItFits(List<Waveform> batch, Spell now) {
        long longest =
                batch.stream().mapToLong(one -> one.samples().length).max().orElse(0);
        if (longest * batch.size() <= MEMORY) return engine.infer(batch);
        now.harm(nanos.getAsLong());
        throw new IllegalStateException("CUDA out of memory: told to have little");
    }

    private static List<Score> hang() {
        while (true) LockSupport.park();
    }

    private static boolean isBad(Waveform waveform) {
        return waveform.samples().length / FRAME % 2 == 1;
    }

    @Override
    public ReleaseCard release() {
        return engine.release();
    }

    @Override
    public void close() {
        engine.close();
    }
}
