package io.emistream.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.trainer.evaluate.Gate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final List<String> LABELS = List.of("Anger", "Joy");
    private static final int SPEAKERS = 6;
    private static final int CLIPS_A_SPEAKER = 10;
    private static final double PACE = 0.1;

    private final Gate gate = Gate.standard();

    @Test
    void letsThroughWhatIsBetterForEachSpeaker() {
        Verdict verdict = gate.judge(said(1.5, 1.5), said(0.1, 0.1));

        assertThat(verdict.passed()).as("%s", verdict.words()).isTrue();
    }

    @Test
    void refusesWhatIsNoBetter() {
        Verdict verdict = gate.judge(said(0.5, 0.5), said(0.5, 0.5));

        assertThat(failed(verdict)).singleElement().asString().contains("mean ρ", "better by 0.000", "limit 0.000");
    }

    @Test
    void refusesWhatLosesALabelThoughItIsBetterInTheMean() {
        Verdict verdict = gate.judge(said(0.1, 20), said(0.8, 0.1));

        assertThat(failed(verdict)).singleElement().asString().contains("ρ of Anger", "may lose 0.050");
    }

    @Test
    void refusesAGainThatOneSpeakerAloneBrings() {
        Predictions current = said(0.3, 0.3);
        Predictions candidate = said(0.3, 0.3);
        for (int label = 0; label < LABELS.size(); label++)
            System.arraycopy(candidate.targets()[label], 0, candidate.predicted()[label], 0, CLIPS_A_SPEAKER);
        assertThat(candidate.meanPearson(candidate.all())).isGreaterThan(current.meanPearson(current.all()));

        Verdict verdict = new Gate(0, 0.95, 0.05, 2).judge(current, candidate);

        assertThat(failed(verdict)).singleElement().asString().contains("mean ρ");
    }

    @Test
    void refusesValuesThatAreNotFinite() {
        Predictions candidate = said(0.1, 0.1);
        candidate.predicted()[1][3] = Double.POSITIVE_INFINITY;
        candidate.predicted()[1][4] = Double.NaN;

        assertThat(failed(gate.judge(null, candidate))).containsExactly("values that are not finite: 2, limit 0");
    }

    @Test
    void refusesWhatTakesTooLong() {
        Predictions fast = said(0.1, 0.1);
        var slow = new Predictions(fast.labels(), fast.predicted(), fast.targets(), fast.speakers(), 2.1 * PACE);

        assertThat(failed(gate.judge(said(1.5, 1.5), slow)))
                .containsExactly("time for a second of audio: 0.2100 s, limit 0.2000");
    }

    @Test
    void refusesWhereNothingIsHeldOut() {
        var none = new Predictions(LABELS, new double[2][0], new double[2][0], List.of(), 0);

        assertThat(failed(gate.judge(none, none))).containsExactly("held-out clips: 0, at least 1");
    }

    @Test
    void refusesWhereOneSpeakerIsHeldOutSinceNoIntervalCanBeGiven() {
        assertThat(failed(gate.judge(ofOneSpeaker(said(1.5, 1.5)), ofOneSpeaker(said(0.1, 0.1)))))
                .singleElement()
                .asString()
                .startsWith("held-out speakers: 1, at least 2");
    }

    @Test
    void leavesToAPersonWhatCannotBeCompared() {
        Verdict verdict = gate.incomparable("release other/1", said(0.1, 0.1));

        assertThat(failed(verdict))
                .containsExactly("cannot be compared with release other/1, which serves: promote it by hand");
    }

    @Test
    void needsOnlySoundValuesWhereNothingServes() {
        assertThat(gate.judge(null, said(3, 3)).passed()).isTrue();
    }

    private static List<String> failed(Verdict verdict) {
        return verdict.checks().stream()
                .filter(check -> !check.passed())
                .map(Gate.Check::words)
                .toList();
    }

    private static Predictions ofOneSpeaker(Predictions said) {
        var speakers = said.speakers().stream().map(any -> "one").toList();
        return new Predictions(said.labels(), said.predicted(), said.targets(), speakers, said.pace());
    }

    /** The same targets each time, with so much noise on each label. */
    private static Predictions said(double... noise) {
        int clips = SPEAKERS * CLIPS_A_SPEAKER;
        var random = new SplittableRandom(7);
        var targets = new double[LABELS.size()][clips];
        var predicted = new double[LABELS.size()][clips];
        var speakers = new ArrayList<String>();
        for (int clip = 0; clip < clips; clip++) {
            speakers.add("speaker " + clip / CLIPS_A_SPEAKER);
            for (int label = 0; label < LABELS.size(); label++) {
                targets[label][clip] = random.nextDouble();
                predicted[label][clip] = targets[label][clip] + noise[label] * random.nextDouble(-1, 1);
            }
        }
        return new Predictions(LABELS, predicted, targets, speakers, PACE);
    }
}
