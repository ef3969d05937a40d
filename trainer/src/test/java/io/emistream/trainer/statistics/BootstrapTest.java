package io.emistream.trainer.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final int WORLDS = 200;
    private static final int SPEAKERS = 30;
    private static final int CLIPS = 4;
    private static final double TRUE_MEAN = 0.4;

    /** Values of one world, in which clips of a speaker are alike. */
    private static double[] world(long seed) {
        var random = new SplittableRandom(seed);
        var values = new double[SPEAKERS * CLIPS];
        for (int speaker = 0; speaker < SPEAKERS; speaker++) {
            double own = random.nextGaussian();
            for (int clip = 0; clip < CLIPS; clip++)
                values[speaker * CLIPS + clip] = TRUE_MEAN + own + 0.2 * random.nextGaussian();
        }
        return values;
    }

    @Test
    void intervalsHoldTheTruthInMostWorlds() {
        int held = held(speakers(CLIPS));

        assertThat(held).isBetween((int) (0.88 * WORLDS), (int) (0.99 * WORLDS));
    }

    @Test
    void drawingClipsInsteadOfSpeakersWouldPretendToKnowMore() {
        int held = held(speakers(1));

        assertThat(held).isLessThan((int) (0.8 * WORLDS));
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        double[] values = world(1);
        Function<int[], double[]> mean = rows -> new double[] {mean(values, rows)};

        var some = new Bootstrap(100, 3).intervals(speakers(CLIPS), 0.95, mean);

        assertThat(new Bootstrap(100, 3).intervals(speakers(CLIPS), 0.95, mean)).isEqualTo(some);
        assertThat(new Bootstrap(100, 4).intervals(speakers(CLIPS), 0.95, mean)).isNotEqualTo(some);
    }

    @Test
    void oneSpeakerGivesNoInterval() {
        var alone = Clusters.of(List.of("a", "a", "a"), new int[] {0, 1, 2});

        var intervals = Bootstrap.STANDARD.intervals(alone, 0.95, rows -> new double[] {1, 2});

        assertThat(intervals).containsExactly(Interval.UNKNOWN, Interval.UNKNOWN);
    }

    private static int held(Clusters clusters) {
        int held = 0;
        for (int world = 0; world < WORLDS; world++) {
            double[] values = world(world);
            var interval = new Bootstrap(300, world)
                    .intervals(clusters, 0.95, rows -> new double[] {mean(values, rows)})
                    .get(0);
            if (interval.contains(TRUE_MEAN)) held++;
        }
        return held;
    }

    private static Clusters speakers(int clipsEach) {
        var names = new ArrayList<String>();
        for (int clip = 0; clip < SPEAKERS * CLIPS; clip++) names.add("speaker " + clip / clipsEach);
        return Clusters.of(names, IntStream.range(0, names.size()).toArray());
    }

    private static double mean(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).average().orElseThrow();
    }
}
