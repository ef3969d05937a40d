package io.emistream.processor.swap;

import io.emistream.model.InferenceEngine;
import io.emistream.model.ReleaseId;
import io.emistream.model.Score;
import io.emistream.model.Waveform;
import io.emistream.model.answer.AnswerOutcome;
import io.emistream.model.answer.KnownAnswers;
import io.emistream.model.engine.BatchingScorer;
import io.emistream.model.engine.EngineRules;
import io.emistream.model.engine.Engines;
import io.emistream.model.engine.Guest;
import io.emistream.model.release.BundledRelease;
import io.emistream.model.release.KnownAnswer;
import io.emistream.model.release.Release;
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
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/** Loads a release and checks it before it may serve: hashes, shapes, known answers, finite values, time. One thread at a time. */
public final class ReleaseLoader {
    private static final Set<ReleaseStage> UNFIT = Set.of(ReleaseStage.REFUSED, ReleaseStage.RETIRED);

    private final Function<URI, ReleaseSource> sources;
    private final EngineRules rules;
    private final Duration slowest;

    /**
     * Makes one.
     *
     * @param sources the store that holds a release's folder
     * @param slowest longest time for 12 s of audio
     */
    public ReleaseLoader(Function<URI, ReleaseSource> sources, EngineRules rules, Duration slowest) {
        this.sources = sources;
        this.rules = rules;
        this.slowest = slowest;
    }

    /**
     * Loads it; warm when it returns.
     *
     * @param announced what is said of it; needed unless it is bundled
     * @param host whose device owner tries it, in its spare time
     *
     * @throws UnfitRelease when it must not serve
     * @throws IOException when its store does not answer: it may do so later
     */
    InferenceEngine load(ReleaseId id, Optional<ModelRelease> announced, BatchingScorer host)
            throws UnfitRelease, IOException {
        if (announced.isEmpty() && !BundledRelease.isNamed(id.toString()))
            throw new UnfitRelease(id, "it is not announced on the topic of releases");
        if (announced.isPresent() && UNFIT.contains(announced.get().getStage()))
            throw new UnfitRelease(
                    id,
                    "it is " + announced.get().getStage() + ": "
                            + announced.get().getStageReason());
        try {
            if (announced.isEmpty()) return tried(BundledRelease.open(id.toString()), List.of(), host);
            ReleaseSource source = sources.apply(URI.create(announced.get().getLocation()));
            String hash = source.manifestHash(id);
            if (!hash.equals(announced.get().getManifestSha256()))
                throw new UnfitRelease(
                        id,
                        "its manifest has SHA-256 %s; announced was %s"
                                .formatted(hash, announced.get().getManifestSha256()));
            return tried(source.open(id), source.answers(id), host);
        } catch (CancellationException e) {
            throw e; // the scorer closes, which says nothing of the release
        } catch (ReleaseRefused | IllegalArgumentException | IllegalStateException e) {
            throw new UnfitRelease(id, String.valueOf(e.getMessage()));
        }
    }

    private InferenceEngine tried(Release release, List<KnownAnswer> answers, BatchingScorer host)
            throws IOException, UnfitRelease {
        Guest guest = Engines.open(release, rules, host);
        try {
            check(guest, answers);
            return guest.admitted();
        } catch (UnfitRelease | RuntimeException e) {
            guest.close();
            throw e;
        }
    }

    private void check(Guest guest, List<KnownAnswer> answers) throws UnfitRelease {
        ReleaseId id = guest.release().id();
        for (AnswerOutcome outcome : KnownAnswers.check(guest, answers))
            if (!outcome.holds()) throw new UnfitRelease(id, "a known answer is wrong: " + outcome.where());
        Score score =
                guest.infer(List.of(new Waveform(new float[Waveform.LONGEST]))).get(0);
        if (score.abstained() != null) throw new UnfitRelease(id, "12 s of silence: " + score.abstained());
        if (guest.longest().compareTo(slowest) > 0)
            throw new UnfitRelease(
                    id, "12 s of audio took " + guest.longest().toMillis() + " ms; the limit is " + slowest.toMillis());
    }
}
