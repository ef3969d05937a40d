package io.emistream.app.bench.fault;

import io.emistream.app.problem.EnvironmentProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Where a fault happens. What is broken is noted with its time. One thread; {@link #end} by another.
 *
 * @param outages so far
 * @param over open once the load has ended
 */
record Scene(Site site, List<Outage> outages, CountDownLatch over) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    Scene(Site site) {
        this(site, new ArrayList<>(), new CountDownLatch(1));
    }

    /** Breaks something now; others can go on at once. */
    void strike(Runnable blow) {
        var now = Instant.now();
        outages.add(new Outage(now, now));
        blow.run();
    }

    /** Mends what was broken last, without which nobody could go on. */
    void relieve(Runnable mending) {
        var last = outages.remove(outages.size() - 1);
        outages.add(new Outage(last.begin(), Instant.now()));
        mending.run();
    }

    /** Lets time pass. */
    void pass(double seconds) throws InterruptedException {
        if (over.await((long) (1000 * seconds), TimeUnit.MILLISECONDS)) throw new InterruptedException("it is over");
    }

    /** Waits until each partition has all its copies again. */
    void settle() throws InterruptedException {
        var leaders = new Leaders(site.cluster());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!leaders.complete()) {
            if (System.nanoTime() > end)
                throw new EnvironmentProblem("a broker that was started again did not catch up within "
                        + PATIENCE.toSeconds() + " s: this machine is too slow for three of them");
            pass(1);
        }
    }

    /** Ends the waiting. */
    void end() {
        over.countDown();
    }
}
