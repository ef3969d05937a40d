package io.emistream.app.replay;

import io.emistream.app.lifecycle.Interruption;
import io.emistream.app.role.Cluster;
import io.emistream.producer.ChunkPublisher;
import io.emistream.producer.PublishFailed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Replays calls, several at once, and gives each one's outcome when it is known. A call keeps its place until its results are there, which bounds what waits
 * in the cluster. Started once; {@link #close} leaves what is not done as it is, for a later run to go on with.
 */
final class Replaying implements AutoCloseable {
    private static final String NO_PROCESSOR =
            "no processor answers: start one with `emi processor` or `emi up`, then give the same command again";

    private final Interruption stop;
    private final Reports reports;
    private final ChunkPublisher publisher;
    private final Queue<Call> waiting;
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private final List<Thread> workers;

    private Replaying(Cluster cluster, List<Call> calls, Settings settings, Interruption stop) {
        this.stop = stop;
        waiting = new ConcurrentLinkedQueue<>(calls);
        var sessions = new HashSet<String>();
        calls.forEach(call -> sessions.add(call.session()));
        reports = Reports.start(cluster, sessions, System::nanoTime, stop::fail);
        publisher = ChunkPublisher.connect(cluster.topics().audioChunks(), cluster.clients());
        var replay = new CallReplay(publisher, reports, settings, stop, InstantSource.system(), System::nanoTime);
        workers = IntStream.range(0, Math.min(settings.parallel(), calls.size()))
                .mapToObj(i -> new Thread(() -> work(replay), "replay-" + i))
                .toList();
    }

    /**
     * Reads what the log has, and begins; what makes going on impossible is told to the interruption.
     *
     * @throws io.emistream.app.problem.EnvironmentProblem when Kafka does not answer
     */
    static Replaying start(Cluster cluster, List<Call> calls, Settings settings, Interruption stop) {
        var replaying = new Replaying(cluster, calls, settings, stop);
        replaying.workers.forEach(Thread::start);
        return replaying;
    }

    private void work(CallReplay replay) {
        try {
            for (var call = waiting.poll(); call != null && !stop.asked(); call = waiting.poll()) {
                var outcome = replay.of(call);
                if (outcome.isPresent()) tell(outcome.get());
            }
        } catch (PublishFailed e) {
            stop.fail(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            stop.fail("unexpected: " + e);
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where nobody answers, those that were not begun would wait in vain as well: that ends the whole. */
    private void tell(Outcome outcome) {
        boolean silent = outcome.end() == Outcome.End.SILENT;
        if (silent && reports.isEmpty()) stop.fail(NO_PROCESSOR);
        else if (silent && !waiting.isEmpty()) stop.fail(String.join("; ", outcome.problems()));
        else outcomes.add(outcome);
    }

    /** The next outcome, in the order in which they become known. */
    Optional<Outcome> next(Duration wait) throws InterruptedException {
        return Optional.ofNullable(outcomes.poll(wait.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Final events on the log so far, those of earlier runs included. */
    long events() {
        return reports.events();
    }

    @Override
    public void close() throws InterruptedException {
        if (!stop.asked()) workers.forEach(Thread::interrupt);
        for (var worker : workers) worker.join();
        publisher.close();
        reports.close();
    }
}
