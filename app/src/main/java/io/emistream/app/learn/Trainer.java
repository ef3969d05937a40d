package io.emistream.app.learn;

import io.emistream.app.learn.LearningOptions.Learning;
import io.emistream.app.lifecycle.Interruption;
import io.emistream.app.role.Cluster;
import io.emistream.app.role.StorePlace;
import io.emistream.app.role.TrainingEvents;
import io.emistream.app.train.Versions;
import io.emistream.model.ReleaseId;
import io.emistream.model.engine.DeviceChoice;
import io.emistream.processor.swap.Announcements;
import io.emistream.processor.swap.Announcer;
import io.emistream.schemas.avro.ReleaseRef;
import io.emistream.schemas.avro.TrainCommand;
import io.emistream.trainer.corpus.Corpus;
import io.emistream.trainer.feed.ClipFeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trainer service: clips from Kafka into a corpus, a run in a process of its own when there are enough, then the gate. All on one thread. A run that
 * was under way when it ended goes on at the next start.
 */
public final class Trainer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration REST = Duration.ofSeconds(2);

    private final Learning learning;
    private final Path folder;
    private final Runs runs;
    private final ClipFeed feed;
    private final Commands commands;
    private final Announcements announcements;
    private final TrainingEvents events;
    private final HeldOut heldOut;
    private final Conclusion conclusion;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private Ledger ledger;
    private @Nullable ChildRun run;

    private Trainer(
            Learning learning,
            Served served,
            List<String> emi,
            Path folder,
            StorePlace place,
            Cluster cluster,
            DeviceChoice device)
            throws IOException {
        this.learning = learning;
        this.folder = Files.createDirectories(folder);
        this.runs = new Runs(learning, emi, folder, place);
        this.ledger = Ledger.read(folder, Instant.now().toEpochMilli());
        ledger.write(folder);
        runs.tidy(ledger.underWay());
        this.feed = ClipFeed.open(
                cluster.clients(), cluster.topics().labelledClips(), Corpus.open(folder.resolve("corpus")), folder);
        this.commands = Commands.of(cluster.clients(), cluster.topics().control(), served.deployment());
        this.announcements = Announcements.read(cluster.clients(), cluster.topics());
        this.events = TrainingEvents.to(cluster);
        this.heldOut = new HeldOut(emi, learning.outputSet(), device);
        this.conclusion = new Conclusion(
                learning,
                served,
                place,
                heldOut,
                announcements,
                Announcer.to(cluster.clients(), cluster.topics()),
                events);
        this.thread = new Thread(this::serve, "trainer");
    }

    /**
     * Whose release is to be beaten.
     *
     * @param first what the deployment's processors serve while nothing is announced
     */
    public record Served(String deployment, ReleaseId first) {}

    /**
     * Starts it.
     *
     * @param emi command that starts {@code emi} in another process
     * @param folder corpus and runs; kept, so that nothing is learned twice or forgotten
     * @param place where releases go
     */
    public static Trainer start(
            Learning learning,
            Served served,
            List<String> emi,
            Path folder,
            StorePlace place,
            Cluster cluster,
            DeviceChoice device)
            throws IOException {
        var trainer = new Trainer(learning, served, emi, folder, place, cluster, device);
        trainer.thread.start();
        return trainer;
    }

    private void serve() {
        while (closing.getCount() > 0) {
            try {
                look();
            } catch (IOException | RuntimeException e) {
                if (closing.getCount() == 0) return; // what was broken off is done again at the next start
                LOG.atError().setCause(e).log("the trainer failed; it goes on");
                pause();
            }
        }
    }

    /** What failed may fail again at once: a disk that is full, a broker that is away. */
    private void pause() {
        try {
            var unused = closing.await(REST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws IOException {
        int changed = feed.poll(LOOK);
        if (changed > 0) remember(ledger.heard(changed));
        announcements.poll(Duration.ZERO);
        Map<String, TrainCommand> asked = commands.poll();
        asked.keySet().removeAll(ledger.commands());
        if (run != null && run.running()) return;
        String underWay = ledger.underWay();
        if (underWay != null) goOn(underWay);
        else if (!asked.isEmpty()
                || learning.due().now(ledger.changed(), Instant.now().toEpochMilli() - ledger.lastRun())) begin(asked);
    }

    /** The latest command says how. */
    private void begin(Map<String, TrainCommand> asked) throws IOException {
        conclusion.refresh();
        var now = Instant.now();
        var changes = new TreeMap<>(learning.changes());
        String from = conclusion.start().map(ReleaseId::toString).orElse(learning.from());
        for (TrainCommand command : asked.values()) {
            changes.putAll(command.getSettings());
            ReleaseRef wanted = command.getFrom();
            if (wanted != null) from = wanted.getName() + "/" + wanted.getVersion();
        }
        remember(ledger.began(Versions.of(now), from, changes, asked.keySet(), now.toEpochMilli()));
    }

    /** Starts the process of a run, or starts it again from its last checkpoint, or concludes what is over. */
    private void goOn(String version) throws IOException {
        boolean made = runs.made(version);
        if (made || (run != null && run.exitCode() != Interruption.EXIT_CODE)) {
            conclude(version, made);
            return;
        }
        var id = runs.release(version).toString();
        Path log = Runs.log(Files.createDirectories(runs.place(version)));
        run = ChildRun.start(runs.command(ledger, version), log, line -> events.publish(Progressed.event(id, line)));
        LOG.atInfo().addKeyValue("run", id).log("training begins, or goes on");
    }

    private void conclude(String version, boolean made) throws IOException {
        Path place = runs.place(version);
        if (made) conclusion.judge(runs.release(version), place);
        else conclusion.failed(runs.release(version), place, run == null ? 0 : run.exitCode());
        remember(ledger.concluded());
        run = null;
        runs.tidy(null);
    }

    private void remember(Ledger next) throws IOException {
        next.write(folder);
        ledger = next;
    }

    /** Ends; a run under way writes a checkpoint, and goes on at the next start. */
    @Override
    public void close() throws InterruptedException {
        if (closing.getCount() == 0) return;
        closing.countDown();
        heldOut.close();
        thread.join();
        if (run != null) run.close();
        feed.close();
        commands.close();
        announcements.close();
        conclusion.close();
        events.close();
    }
}
