package io.emistream.processor.swap;

import io.emistream.model.InferenceEngine;
import io.emistream.model.ReleaseId;
import io.emistream.model.Score;
import io.emistream.model.Waveform;
import io.emistream.model.answer.AnswerOutcome;
import io.emistream.model.answer.KnownAnswers;
import io.emistream.model.engine.EngineRules;
import io.emistream.model.engine.Engines;
import io.emistream.model.release.BundledRelease;
import io.emistream.model.release.KnownAnswer;
import io.emistream.model.release.ReleaseRefused;
import io.emistream.model.release.ReleaseSource;
import io.emistream.schemas.avro.ModelRelease;
import io.emistream.schemas.avro.ReleaseStage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Loads a release and checks it before it may serve: hashes, shapes, known answers, finite values, time. One thread at a time. */
public final class ReleaseLoader {
    private static final Set<ReleaseStage> UNFIT = Set.of(ReleaseStage.REFUSED, ReleaseStage.RETIRED);

    private final Function<URI, ReleaseSource> sources;
    private final EngineRules rules;
    private final Duration slowest;
    private final LongSupplier nanos;

    /**
     * Makes one.
     *
     * @param sources the store that holds a release's folder
     * @param slowest longest time for 12 s of audio
     * @param nanos a monotonic clock, in nanoseconds
     */
    public ReleaseLoader(
            Function<URI, ReleaseSource> sources, EngineRules rules, Duration slowest, LongSupplier nanos) {
        this.sources = sources;
        this.rules = rules;
        this.slowest = slowest;
        this.nanos = nanos;
    }

    /**
     * Loads it; warm when it returns.
     *
     * @param announced what is said of it; needed unless it is bundled
     *
     * @throws UnfitRelease when it must not serve
     */
    InferenceEngine load(ReleaseId id, Optional<ModelRelease> announced) throws UnfitRelease {
        if (announced.isEmpty() && !BundledRelease.isNamed(id.toString()))
            throw new UnfitRelease(id, "it is not announced on the topic of releases");
        if (announced.isPresent() && UNFIT.contains(announced.get().getStage()))
            throw new UnfitRelease(
                    id,
                    "it is " + announced.get().getStage() + ": "
                            + announced.get().getStageReason());
        InferenceEngine engine;
        List<KnownAnswer> answers;
        try {
            if (announced.isEmpty()) {
                answers = List.of();
                engine = Engines.open(BundledRelease.open(id.toString()), rules);
            } else {
                ReleaseSource source = sources.apply(URI.create(announced.get().getLocation()));
                answers = source.answers(id);
                engine = Engines.open(source.open(id), rules);
            }
        } catch (IOException | ReleaseRefused | IllegalArgumentException | IllegalStateException e) {
            throw new UnfitRelease(id, String.valueOf(e.getMessage()));
        }
        try {
            check(engine, answers);
            return engine;
        } catch (UnfitRelease | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private void check(InferenceEngine engine, List<KnownAnswer> answers) throws UnfitRelease {
        ReleaseId id = engine.release().id();
        for (AnswerOutcome outcome : KnownAnswers.check(engine, answers))
            if (!outcome.holds()) throw new UnfitRelease(id, "a known answer is wrong: " + outcome.where());
        long started = nanos.getAsLong();
        Score score =
                engine.infer(List.of(new Waveform(new float[Waveform.LONGEST]))).get(0);
        var took = Duration.ofNanos(nanos.getAsLong() - started);
        if (score.abstained() != null) throw new UnfitRelease(id, "12 s of silence: " + score.abstained());
        if (took.compareTo(slowest) > 0)
            throw new UnfitRelease(
                    id, "12 s of audio took " + took.toMillis() + " ms; the limit is " + slowest.toMillis());
    }
}
