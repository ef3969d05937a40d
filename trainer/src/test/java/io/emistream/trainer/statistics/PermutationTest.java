package io.emistream.trainer.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PermutationTest {
    private static final int WORLDS = 400;

    @Test
    void pIsEvenlySpreadWhereBothAreAlike() {
        double[] p = worlds(0, 10);

        for (double share : new double[] {0.05, 0.25, 0.5, 0.75, 0.95})
            assertThat(Arrays.stream(p).filter(one -> one <= share).count() / (double) WORLDS)
                    .as("share of p up to %s", share)
                    .isCloseTo(share, within(0.07));
    }

    @Test
    void pIsEvenlySpreadWithTooManySpeakersToTryAllExchanges() {
        double[] p = worlds(0, 20);

        for (double share : new double[] {0.05, 0.5, 0.95})
            assertThat(Arrays.stream(p).filter(one -> one <= share).count() / (double) WORLDS)
                    .as("share of p up to %s", share)
                    .isCloseTo(share, within(0.07));
    }

    @Test
    void pIsSmallWhereOneIsBetterForEverySpeaker() {
        assertThat(Arrays.stream(worlds(3, 10)).max().orElseThrow()).isLessThanOrEqualTo(0.02);
    }

    @Test
    void fewSpeakersCannotGiveASmallP() {
        var result = new Permutation(99, 1)
                .test(clusters(3), 3, exchanged -> new double[] {sum(new double[] {1, 1, 1}, exchanged)});

        assertThat(result).singleElement().satisfies(one -> {
            assertThat(one.p()).isEqualTo(0.25);
            assertThat(one.least()).isEqualTo(0.25);
        });
    }

    private static double[] worlds(double better, int speakers) {
        var p = new double[WORLDS];
        for (int world = 0; world < WORLDS; world++) {
            var random = new SplittableRandom(world);
            double[] gains = random.doubles(speakers, better - 1, better + 1).toArray();
            p[world] = new Permutation(199, world)
                    .test(clusters(speakers), speakers, exchanged -> new double[] {sum(gains, exchanged)})
                    .get(0)
                    .p();
        }
        return p;
    }

    private static double sum(double[] gains, boolean[] exchanged) {
        return IntStream.range(0, gains.length)
                .mapToDouble(i -> exchanged[i] ? -gains[i] : gains[i])
                .sum();
    }

    private static Clusters clusters(int speakers) {
        var names = new ArrayList<String>();
        for (int i = 0; i < speakers; i++) names.add("speaker " + i);
        return Clusters.of(names, IntStream.range(0, speakers).toArray());
    }
}
