package io.emistream.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.emistream.schemas.avro.AffectValues;
import io.emistream.schemas.avro.Split;
import io.emistream.trainer.corpus.ClipRecord;
import io.emistream.trainer.evaluate.ClipAnswer.Part;
import io.emistream.trainer.evaluate.Judged.LeftOut;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgedTest {
    private static final List<String> JOY = List.of("Joy");
    private static final Part SHORT = new Part(0, 15_999, Map.of("Joy", 0.2));
    private static final Part LONG = new Part(16_000, 63_999, Map.of("Joy", 0.6));
    private static final Part NOTHING = new Part(64_000, 79_999, Map.of());

    @Test
    void segmentsWeighAsMuchAsTheyAreLong() {
        assertThat(Pooling.DURATION.of(List.of(SHORT, LONG)).get("Joy")).isCloseTo(0.5, within(1e-12));
        assertThat(Pooling.MEAN.of(List.of(SHORT, LONG)).get("Joy")).isCloseTo(0.4, within(1e-12));
        assertThat(Pooling.MAX.of(List.of(SHORT, LONG)).get("Joy")).isEqualTo(0.6);
    }

    @Test
    void segmentsThatWereNotScoredDoNotDiluteTheOthers() {
        for (Pooling pooling : Pooling.values())
            assertThat(pooling.of(List.of(SHORT, NOTHING))).as("%s", pooling).containsExactlyEntriesOf(SHORT.values());
    }

    @Test
    void aClipWithoutAValueIsLeftOutAndGetsNone() {
        var clips = List.of(clip("said"), clip("silent"), clip("music"), clip("lost"));
        var answers = List.of(
                new ClipAnswer("music", List.of(NOTHING)),
                new ClipAnswer("silent", List.of()),
                new ClipAnswer("said", List.of(SHORT)));

        var judged = Judged.of(JOY, clips, answers, Pooling.DURATION);

        assertThat(judged.clips()).extracting(ClipRecord::id).containsExactly("said");
        assertThat(judged.predictions().predicted()).isDeepEqualTo(new double[][] {{0.2}});
        assertThat(judged.predictions().targets()[0][0]).isCloseTo(0.7, within(1e-6));
        assertThat(judged.leftOut())
                .containsExactly(
                        new LeftOut("silent", "no speech was found"),
                        new LeftOut("music", "the release abstained"),
                        new LeftOut("lost", "not scored"));
    }

    @Test
    void twoAnswersOnOneClipAreRefused() {
        var answer = new ClipAnswer("said", List.of(SHORT));

        assertThatThrownBy(() -> Judged.of(JOY, List.of(clip("said")), List.of(answer, answer), Pooling.DURATION))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("said");
    }

    @Test
    void affectIsComparedWithWhatWasRated() {
        var answer = new ClipAnswer(
                "one", List.of(new Part(0, 9, Map.of("arousal", 0.3, "dominance", 0.2, "valence", 0.1))));

        var judged = Judged.of(Judged.AFFECT, List.of(clip("one")), List.of(answer), Pooling.DURATION);

        assertThat(judged.predictions().targets()).isDeepEqualTo(new double[][] {{0.5f}, {0.25f}, {0.75f}});
        assertThat(judged.predictions().predicted()).isDeepEqualTo(new double[][] {{0.3}, {0.2}, {0.1}});
    }

    @Test
    void clipsAreBandedByTheirLengthAndAnUpperEdgeBelongsBelow() {
        assertThat(List.of(0.1, 1.0, 1.1, 6.0, 12.0, 12.1))
                .extracting(DurationBand::of)
                .containsExactly("0–1 s", "0–1 s", "1–3 s", "3–6 s", "6–12 s", "over 12 s");
    }

    private static ClipRecord clip(String id) {
        return new ClipRecord(
                id,
                Path.of(id),
                "speaker",
                Split.TEST,
                Map.of("Joy", 0.7f),
                new AffectValues(0.5f, 0.25f, 0.75f),
                Map.of(),
                Path.of("table"),
                2);
    }
}
