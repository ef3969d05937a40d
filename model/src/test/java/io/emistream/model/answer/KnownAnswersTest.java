package io.emistream.model.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.model.release.KnownAnswer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownAnswersTest {
    private static final KnownAnswer PUBLISHED = PublishedAnswers.of(
                    "audeering/wav2vec2-large-robust-12-ft-emotion-msp-dim")
            .get(0);

    @Test
    void takesWhatIsWithinTheToleranceOfThePublishedValues() {
        var near = found(0.5460754 + 9e-4, 0.6062266, 0.40431657);
        near.put("intensity/Joy", 1.0);

        assertThat(KnownAnswers.compared(PUBLISHED, near).holds()).isTrue();
    }

    @Test
    void saysWhichValueIsFarthestOff() {
        AnswerOutcome outcome = KnownAnswers.compared(PUBLISHED, found(0.547, 0.6062266 + 0.01, 0.40431657));

        assertThat(outcome.holds()).isFalse();
        assertThat(outcome.where()).startsWith("affect/dominance is 0.616");
    }

    @Test
    void neverTakesAValueThatIsMissingOrNotANumber() {
        assertThat(KnownAnswers.compared(PUBLISHED, Map.of()).holds()).isFalse();
        assertThat(KnownAnswers.compared(PUBLISHED, found(Double.NaN, 0.6062266, 0.40431657))
                        .holds())
                .isFalse();
        assertThat(KnownAnswers.compared(PUBLISHED, found(0.5460754, Double.NaN, 0.40431657))
                        .holds())
                .isFalse();
    }

    @Test
    void knowsNoAnswersOfOtherRepositories() {
        assertThat(PublishedAnswers.of("someone/else")).isEmpty();
    }

    private static Map<String, Double> found(double arousal, double dominance, double valence) {
        return new HashMap<>(
                Map.of("affect/arousal", arousal, "affect/dominance", dominance, "affect/valence", valence));
    }
}
