package io.emistream.app.bench.scale;

import io.emistream.app.bench.load.EvenKeys;
import io.emistream.app.bench.load.Load;
import io.emistream.app.bench.load.LoadTrial;
import io.emistream.app.bench.load.Outcome;
import io.emistream.app.bench.load.Voices;
import io.emistream.app.problem.EnvironmentProblem;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How fast so many processors work off audio that came far faster than they can score it, on a cluster of its own.
 *
 * @param partitions that sessions fall on evenly
 * @param segmentMillis that the simulated GPU of each takes for a segment
 * @param load for each processor: so many times its length is played
 */
record BacklogTrial(
        Path folder, Voices voices, int partitions, int segmentMillis, Load load, Consumer<String> progress) {

    /**
     * What came of it.
     *
     * @param cores that the processors took, all together, on average
     */
    record Round(int processors, Outcome outcome, Steady steady, double cores) {}

    /** @param name of the round, its own */
    Round run(int processors, String name) throws InterruptedException {
        try (var crew = Crew.of(folder.resolve(name), partitions, segmentMillis)) {
            crew.start(processors);
            var cpu = crew.cpu();
            long begin = System.nanoTime();
            var outcome = new LoadTrial(crew.target(), voices, text -> progress.accept(name + ": " + text))
                    .run(load.lasting(load.length().multipliedBy(processors)), new EvenKeys(name, partitions));
            double cores = (double) crew.cpu().minus(cpu).toNanos() / (System.nanoTime() - begin);
            var steady = Steady.of(outcome.arrivals(), outcome.lateness())
                    .orElseThrow(
                            () -> new EnvironmentProblem(
                                    "only " + outcome.arrivals().size()
                                            + " events came, too few of them between the time when all audio was on the log and four fifths of all: give more --seconds, or more --segment-ms"));
            return new Round(processors, outcome, steady, cores);
        }
    }
}
