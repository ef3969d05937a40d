package io.emistream.app.evaluate;

import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.ClipCut;
import io.emistream.app.role.Inference;
import io.emistream.app.show.ProgressLine;
import io.emistream.model.ReleaseCard;
import io.emistream.model.Scorer;
import io.emistream.processor.quality.SpeechRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How clips are scored without Kafka, and on what else than the audio as it is. */
final class ScoringOptions {
    private static final String EMI = "emi-v1";

    @Option(
            names = "--clips",
            defaultValue = "stream",
            description =
                    "what of a clip is scored: stream, its segments as of the live stream; paper, its first 12 s as"
                            + " they are; default ${DEFAULT-VALUE}")
    private ClipCut cut = ClipCut.STREAM;

    @Option(
            names = "--any-sound",
            description = "also score segments that are not speech; default: abstain, as the live stream does")
    private boolean anySound;

    @Option(names = "--canonical", description = "one segment a batch: the same bits each time")
    private boolean canonical;

    @Option(
            names = "--robustness",
            description = "also score the clips as heard through a telephone, MP3, babble, clipping and at a low level")
    private boolean robustness;

    @Option(
            names = "--snr",
            split = ",",
            defaultValue = "20,10,5,0",
            paramLabel = "DB",
            description = "of the babble; default ${DEFAULT-VALUE}")
    private List<Double> snrs = List.of();

    @Mixin
    private final Inference inference = new Inference();

    /** Both sides of a comparison. */
    record Scored(Answers answers, Rivals rivals) {}

    /**
     * Scores the clips, and again for each comparison that was asked for.
     *
     * @param seed of the babble
     * @param otherRelease to compare with
     * @throws UsageProblem when the release gives nothing that is labelled, or there is no such release
     */
    Scored score(LabelledClips labelled, long seed, Optional<String> otherRelease, ProgressLine progress) {
        var worse = new ArrayList<Rival>();
        var leftOut = new ArrayList<String>();
        var failures = new ArrayList<String>();
        Answers answers;
        var rival = otherRelease.map(name -> other(name, labelled, failures, progress));
        progress.show("loading the release");
        var started = inference.start(canonical);
        try (var scorer = started.scorer()) {
            var release = started.first().release();
            comparable(labelled, release);
            var result = scored(scorer, labelled, "", Change.NONE, progress);
            answers = new Answers(
                    named(release), release.labels(), result.answers(), result.seconds(), result.failures());
            if (robustness) {
                var audio = WorseAudio.of(labelled.clips(), snrs, seed, "ffmpeg");
                leftOut.addAll(audio.leftOut());
                audio.kinds().forEach((name, change) -> {
                    var changed = scored(scorer, labelled, name + ": ", change, progress);
                    changed.failures().forEach(failure -> failures.add(name + ": " + failure));
                    worse.add(new Rival(name, changed.answers()));
                });
            }
        }
        return new Scored(answers, new Rivals(rival, worse, failures, leftOut));
    }

    private Rival other(String name, LabelledClips labelled, List<String> failures, ProgressLine progress) {
        progress.show("loading " + name);
        var started = inference.startOther(name, canonical);
        try (var scorer = started.scorer()) {
            var release = started.first().release();
            comparable(labelled, release);
            var result = scored(scorer, labelled, name + ": ", Change.NONE, progress);
            result.failures().forEach(failure -> failures.add(name + ": " + failure));
            return new Rival(named(release), result.answers());
        }
    }

    private static String named(ReleaseCard release) {
        return release.id() + (release.trained() ? "" : ", untrained");
    }

    private ClipScoring.Result scored(
            Scorer scorer, LabelledClips labelled, String what, Change change, ProgressLine progress) {
        var speech = anySound ? SpeechRules.anySound() : SpeechRules.standard();
        int all = labelled.clips().size();
        return new ClipScoring(scorer, cut, speech)
                .of(labelled.clips(), change, done -> progress.show(what + done + " of " + all + " clips"));
    }

    private static void comparable(LabelledClips labelled, ReleaseCard release) {
        if (labelled.source().challenge() && !release.outputSet().equals(EMI))
            throw new UsageProblem("release " + release.id() + " gives " + release.outputSet() + ", not " + EMI
                    + ": its outputs are not the challenge's, whatever their names; choose another with --release");
        labelled.comparable(release.labels());
    }
}
