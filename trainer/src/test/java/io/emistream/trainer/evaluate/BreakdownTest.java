package io.emistream.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.emistream.schemas.avro.Split;
import io.emistream.trainer.corpus.ClipRecord;
import io.emistream.trainer.evaluate.ClipAnswer.Part;
import io.emistream.trainer.statistics.Bootstrap;
import io.emistream.trainer.statistics.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BreakdownTest {
    private static final int SPEAKERS = 8;
    private static final int CLIPS = 20;
    private static final Bootstrap FEW = new Bootstrap(300, 3);

    @Test
    void aGroupThatTheReleaseServesWorseHasAGapThatIsNotChance() {
        var breakdown = by(judged(1.5), "sex");

        assertThat(breakdown.groups()).extracting(Breakdown.Group::name).containsExactly("f", "m");
        var men = breakdown.groups().get(1);
        assertThat(men.rho().value()).isNegative();
        assertThat(men.rho().interval().high()).isNegative();
        assertThat(men.error().interval().low()).isPositive();
        assertThat(men.rho().value()).isCloseTo(-breakdown.groups().get(0).rho().value(), within(1e-12));
    }

    @Test
    void aGroupThatIsServedAlikeHasHardlyAnyGap() {
        var men = by(judged(0.2), "sex").groups().get(1);

        assertThat(men.rho().value()).isCloseTo(0, within(0.05));
        assertThat(men.rho().interval().contains(men.rho().value())).isTrue();
    }

    @Test
    void oneSpeakerAgainstTheOthersGivesNoInterval() {
        var groups = by(judged(0.2), "speaker").groups();

        assertThat(groups)
                .hasSize(SPEAKERS)
                .allMatch(group -> !group.rho().interval().known());
    }

    @Test
    void whereEveryLabelIsConstantThereIsNoGapToSpeakOf() {
        var judged = judged(0.2);
        double[] targets = judged.predictions().targets()[0];
        for (int clip = 0; clip < CLIPS; clip++) targets[clip] = 1;

        var group = by(judged, "speaker").groups().get(0);

        assertThat(group.rho().value()).isNaN();
        assertThat(group.error().value()).isNotNaN();
        assertThat(group.scorecard().undefined()).containsExactly("Joy");
        assertThat(group.scorecard().mean().value(Metric.PEARSON)).isZero();
    }

    private static Breakdown by(Judged judged, String column) {
        return Breakdown.of(
                column,
                judged,
                clip -> column.equals("speaker")
                        ? clip.speaker()
                        : clip.attributes().getOrDefault(column, ""),
                FEW,
                0.95);
    }

    /** Half of the speakers are men, of whom predictions have so much noise. */
    private static Judged judged(double noiseOfMen) {
        var random = new SplittableRandom(5);
        var clips = new ArrayList<ClipRecord>();
        var answers = new ArrayList<ClipAnswer>();
        for (int i = 0; i < SPEAKERS * CLIPS; i++) {
            boolean man = i / CLIPS % 2 == 1;
            double joy = random.nextDouble();
            double said = joy + (man ? noiseOfMen : 0.2) * random.nextDouble(-1, 1);
            clips.add(new ClipRecord(
                    "clip " + i,
                    Path.of("clip"),
                    "speaker " + i / CLIPS,
                    Split.TEST,
                    Map.of("Joy", (float) joy),
                    null,
                    Map.of("sex", man ? "m" : "f"),
                    Path.of("table"),
                    i));
            answers.add(new ClipAnswer("clip " + i, List.of(new Part(0, 9, Map.of("Joy", said)))));
        }
        return Judged.of(List.of("Joy"), clips, answers, Pooling.DURATION);
    }
}
