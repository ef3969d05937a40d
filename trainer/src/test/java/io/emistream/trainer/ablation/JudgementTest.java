package io.emistream.trainer.ablation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.emistream.trainer.evaluate.Predictions;
import io.emistream.trainer.evaluate.Scorecard;
import io.emistream.trainer.statistics.Bootstrap;
import io.emistream.trainer.statistics.Interval;
import io.emistream.trainer.statistics.Metric;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private static final int CLIPS = 60;

    @Test
    void theIntervalHoldsTheMean() {
        var reached = Judgement.of(noisy(clip -> "s" + clip % 12));

        assertThat(reached.speakers()).isEqualTo(12);
        assertThat(reached.clips()).isEqualTo(CLIPS);
        double low = requireNonNull(reached.low());
        double high = requireNonNull(reached.high());
        assertThat(reached.mean()).isBetween(low, high);
        assertThat(high - low).isBetween(0.01, 0.9);
    }

    @Test
    void saysWhatAnEvaluationSaysOfTheSamePredictions() {
        var predictions = noisy(clip -> "s" + clip % 7);

        var reached = Judgement.of(predictions);

        var mean = Scorecard.of(predictions, predictions.all(), Bootstrap.STANDARD, 0.95)
                .mean();
        assertThat(reached.mean()).isEqualTo(mean.value(Metric.PEARSON));
        assertThat(new Interval(requireNonNull(reached.low()), requireNonNull(reached.high())))
                .isEqualTo(mean.interval(Metric.PEARSON));
    }

    @Test
    void speakersAreDrawnWholeSoThatFewOnesGiveAWideIntervalAndOneGivesNone() {
        var many = Judgement.of(noisy(clip -> "s" + clip));
        var two = Judgement.of(noisy(clip -> "s" + clip / 50));
        var one = Judgement.of(noisy(clip -> "the only one"));

        assertThat(two.mean()).isEqualTo(many.mean());
        assertThat(two.low()).isNotCloseTo(requireNonNull(many.low()), within(1e-3));
        assertThat(one.low()).isNull();
        assertThat(one.high()).isNull();
    }

    @Test
    void aConstantCountsAsNothingAndIsNotListed() {
        var constant = new double[2][CLIPS];
        var targets = new double[2][CLIPS];
        for (int clip = 0; clip < CLIPS; clip++) constant[1][clip] = targets[0][clip] = targets[1][clip] = clip;
        List<String> speakers =
                IntStream.range(0, CLIPS).mapToObj(clip -> "s" + clip).toList();

        var reached = Judgement.of(new Predictions(List.of("A", "B"), constant, targets, speakers, 0));

        assertThat(reached.mean()).isCloseTo(0.5, within(1e-12));
        assertThat(reached.pearson()).containsOnlyKeys("B");
    }

    private static Predictions noisy(IntFunction<String> speaker) {
        var random = new SplittableRandom(5);
        var predicted = new double[1][CLIPS];
        var targets = new double[1][CLIPS];
        for (int clip = 0; clip < CLIPS; clip++) {
            targets[0][clip] = random.nextDouble();
            predicted[0][clip] = targets[0][clip] + random.nextDouble(-1, 1);
        }
        return new Predictions(
                List.of("A"),
                predicted,
                targets,
                IntStream.range(0, CLIPS).mapToObj(speaker).toList(),
                0);
    }
}
