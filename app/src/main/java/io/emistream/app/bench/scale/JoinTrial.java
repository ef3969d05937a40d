package io.emistream.app.bench.scale;

import io.emistream.app.bench.load.Beside;
import io.emistream.app.bench.load.EvenKeys;
import io.emistream.app.bench.load.Load;
import io.emistream.app.bench.load.LoadTrial;
import io.emistream.app.bench.load.Outcome;
import io.emistream.app.bench.load.Voices;
import io.emistream.app.problem.EnvironmentProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A live load that is half as much again as one processor can score, and a second processor that joins.
 *
 * @param partitions that sessions fall on evenly
 * @param before how long the first is alone with the load, before the second is started
 */
record JoinTrial(Path folder, Voices voices, int partitions, Load load, Duration before, Consumer<String> progress) {
    /** What is asked of the first processor, over what it can do. */
    private static final double TOO_MUCH = 1.5;

    /**
     * What came of it.
     *
     * @param lagBefore seconds of load that waited when the second processor was started
     * @param readySeconds until that said it is ready
     * @param settledSeconds from its start until less than a second of load waited; NaN where that was never so
     */
    record Joined(Outcome outcome, double lagBefore, double readySeconds, double settledSeconds) {}

    private record Times(Instant started, Instant ready) {}

    Joined run() throws InterruptedException {
        var names = new EvenKeys("join", partitions);
        double perSecond = perSecond(names);
        try (var crew = Crew.of(folder.resolve("join"), partitions, (int) Math.round(1000 * TOO_MUCH / perSecond))) {
            crew.start(1);
            var playing = new CountDownLatch(1);
            var joining = CompletableFuture.supplyAsync(() -> join(crew, playing));
            var outcome = new LoadTrial(crew.target(), voices, text -> {
                        playing.countDown();
                        progress.accept("join: " + text);
                    })
                    .run(load, names);
            var times = Beside.result(joining);
            var waiting = new Waiting(outcome.arrivals(), perSecond);
            return new Joined(
                    outcome,
                    waiting.seconds(times.started()),
                    seconds(times.started(), times.ready()),
                    waiting.settled(times.started())
                            .map(settled -> seconds(times.started(), settled))
                            .orElse(Double.NaN));
        }
    }

    private double perSecond(EvenKeys names) {
        return (double) voices.segments(load, names) / load.length().toSeconds();
    }

    private Times join(Crew crew, CountDownLatch playing) {
        try {
            playing.await();
            TimeUnit.NANOSECONDS.sleep(before.toNanos());
        } catch (InterruptedException e) {
            throw new EnvironmentProblem("interrupted before the second processor joined", e);
        }
        var started = Instant.now();
        crew.begin().awaitReady();
        return new Times(started, Instant.now());
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }
}
