package io.emistream.model.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.emistream.model.InferenceEngine;
import io.emistream.model.ReleaseId;
import io.emistream.model.Score;
import io.emistream.model.Waveform;
import io.emistream.model.answer.AnswerOutcome;
import io.emistream.model.answer.KnownAnswers;
import io.emistream.model.release.Ensemble;
import io.emistream.model.release.EnsembleDraft;
import io.emistream.model.release.Manifest;
import io.emistream.model.release.ReleaseStore;
import io.emistream.model.release.TinyRelease;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ensembles of networks with other weights, and one with other parts. */
class EnsembleIT {
    private static final EngineRules RULES = EngineRules.STANDARD.on(DeviceChoice.cpu());
    private static final ReleaseId WHOLE = new ReleaseId("whole", "1");
    private static final List<ReleaseId> MEMBERS =
            List.of(new ReleaseId("m", "1"), new ReleaseId("m", "2"), new ReleaseId("m", "3"));

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @BeforeEach
    void publish() throws Exception {
        member(MEMBERS.get(0), 2, 11);
        member(MEMBERS.get(1), 2, 12);
        member(MEMBERS.get(2), 0, 13);
    }

    @Test
    void meanIsTheMeanOfTheMembers() throws Exception {
        make(Ensemble.By.MEAN);

        check(values -> values.average().orElseThrow());
    }

    @Test
    void voteIsTheirMedian() throws Exception {
        make(Ensemble.By.VOTE);

        check(values -> values.sorted().skip(1).findFirst().orElseThrow());
    }

    @Test
    void keepsAndGivesItsKnownAnswers() throws Exception {
        make(Ensemble.By.MEAN);

        assertThat(KnownAnswers.check(store().open(WHOLE), store().answers(WHOLE), DeviceChoice.cpu()))
                .isNotEmpty()
                .allMatch(AnswerOutcome::holds);
    }

    @Test
    void abstainsWhereItsMembersDo() throws Exception {
        make(Ensemble.By.MEAN);

        try (InferenceEngine engine = Engines.open(store().open(WHOLE), RULES)) {
            assertThat(engine.infer(List.of(new Waveform(new float[10]))).get(0).abstained())
                    .isNotNull();
        }
    }

    private void check(Fusing fusing) throws Exception {
        List<List<Score>> said = new ArrayList<>();
        for (ReleaseId member : MEMBERS) said.add(scores(member));
        List<Score> whole = scores(WHOLE);
        for (int clip = 0; clip < whole.size(); clip++) {
            int at = clip;
            for (String label : Manifest.EMI_LABELS)
                assertThat(value(whole.get(clip), label))
                        .as(label)
                        .isCloseTo(
                                fusing.of(said.stream().mapToDouble(scores -> value(scores.get(at), label))),
                                within(1e-6));
            assertThat((double) whole.get(clip).affectCurve().get(1).valence())
                    .isCloseTo(
                            fusing.of(said.stream()
                                    .mapToDouble(scores ->
                                            scores.get(at).affectCurve().get(1).valence())),
                            within(1e-6));
        }
    }

    private static double value(Score score, String label) {
        return requireNonNull(score.intensities().get(label), label);
    }

    private List<Score> scores(ReleaseId id) throws Exception {
        var random = new SplittableRandom(4);
        var clips = new ArrayList<Waveform>();
        for (int length : new int[] {16_000, 9_000, 12_345}) {
            var samples = new float[length];
            for (int i = 0; i < length; i++) samples[i] = (float) random.nextDouble(-0.1, 0.1);
            clips.add(new Waveform(samples));
        }
        try (InferenceEngine engine = Engines.open(store().open(id), RULES)) {
            return engine.infer(clips);
        }
    }

    private void make(Ensemble.By by) throws Exception {
        Manifest draft = EnsembleDraft.of(store(), WHOLE, by, MEMBERS, TinyRelease.CREATED);
        store().publishEnsemble(draft, KnownAnswers.of(store().assemble(draft)));
    }

    private ReleaseStore store() {
        return new ReleaseStore(folder);
    }

    private void member(ReleaseId id, int lstmLayers, long seed) throws Exception {
        var architecture = TinyRelease.architecture(16, lstmLayers, Manifest.EMI_LABELS.size());
        var draft = TinyRelease.draft(id, architecture, Manifest.EMI, Manifest.EMI_LABELS, TinyRelease.CREATED);
        TinyRelease.publish(store(), draft, seed);
    }

    private interface Fusing {
        double of(DoubleStream values);
    }
}
