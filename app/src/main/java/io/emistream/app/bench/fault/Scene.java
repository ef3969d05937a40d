package io.emistream.app.bench.fault;

import io.emistream.app.bench.process.Machine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The processes of a trial. Strikes are noted with their time. One thread; {@link #end} by another.
 *
 * @param strikes when something was broken
 * @param over open once the load has ended
 */
record Scene(Machine broker, List<Machine> processors, List<Instant> strikes, CountDownLatch over) {
    Scene(Machine broker, List<Machine> processors) {
        this(broker, List.copyOf(processors), new ArrayList<>(), new CountDownLatch(1));
    }

    /** Breaks something now. */
    void strike(Runnable blow) {
        strikes.add(Instant.now());
        blow.run();
    }

    /** Lets time pass. */
    void pass(double seconds) throws InterruptedException {
        if (over.await((long) (1000 * seconds), TimeUnit.MILLISECONDS)) throw new InterruptedException("it is over");
    }

    /** Ends the waiting. */
    void end() {
        over.countDown();
    }
}
