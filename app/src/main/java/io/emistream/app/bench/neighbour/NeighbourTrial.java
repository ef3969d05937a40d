package io.emistream.app.bench.neighbour;

import io.emistream.app.bench.load.Beside;
import io.emistream.app.bench.load.EvenKeys;
import io.emistream.app.bench.load.Load;
import io.emistream.app.bench.load.LoadTrial;
import io.emistream.app.bench.load.Outcome;
import io.emistream.app.bench.load.Target;
import io.emistream.app.bench.load.Voices;
import io.emistream.app.problem.EnvironmentProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Plays ordinary sessions alone and beside a noisy neighbour, in turn, to the same processor.
 *
 * @param progress hears now and then how far it is
 */
record NeighbourTrial(Target target, Voices voices, Load load, Noise noise, Consumer<String> progress) {

    /**
     * What came of the ordinary sessions, both times, and of the neighbour.
     *
     * @param fast the neighbour's sessions that come too fast
     */
    record Round(Outcome alone, Outcome beside, Outcome fast, LetterCheck letters) {}

    /** @param name of its sessions begins so; its own among all that the topics still hold */
    List<Round> run(int rounds, String name) throws InterruptedException {
        var all = new ArrayList<Round>();
        for (int round = 0; round < rounds; round++) all.add(round(name + "-" + round));
        return List.copyOf(all);
    }

    private Round round(String name) throws InterruptedException {
        var trial = new LoadTrial(target, voices, progress);
        var alone = trial.run(load, name + "-alone");
        var begun = new CountDownLatch(1);
        try (var letters = Letters.of(target.cluster());
                var garbage = Garbage.start(target.cluster(), name + "-garbage", noise.garbage())) {
            var fast = CompletableFuture.supplyAsync(() -> fast(name, begun));
            begun.await();
            var beside = trial.run(load, name + "-beside");
            var sent = garbage.end();
            var check = LetterCheck.of(sent, letters.await(sent.size()));
            return new Round(alone, beside, Beside.result(fast), check); // its backlog is gone before the next round
        }
    }

    private Outcome fast(String name, CountDownLatch begun) {
        try {
            return new LoadTrial(target, voices, text -> begun.countDown())
                    .run(noise.beside(load), new EvenKeys(name + "-fast", target.partitions()));
        } catch (InterruptedException e) {
            throw new EnvironmentProblem("interrupted while the neighbour played", e);
        } finally {
            begun.countDown();
        }
    }
}
