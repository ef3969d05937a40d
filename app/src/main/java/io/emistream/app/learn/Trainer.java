package io.emistream.app.learn;

import io.emistream.app.learn.LearningOptions.Learning;
import io.emistream.app.role.Cluster;
import io.emistream.app.role.StorePlace;
import io.emistream.app.role.TrainingEvents;
import io.emistream.app.train.Versions;
import io.emistream.model.ReleaseId;
import io.emistream.model.engine.DeviceChoice;
import io.emistream.model.release.ReleaseStore;
import io.emistream.processor.swap.Announcements;
import io.emistream.processor.swap.Announcer;
import io.emistream.trainer.corpus.Corpus;
import io.emistream.trainer.feed.ClipFeed;
import io.emistream.trainer.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
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

    private final Learning learning;
    private final List<String> emi;
    private final Path folder;
    private final ReleaseStore store;
    private final StorePlace place;
    private final Corpus corpus;
    private final ClipFeed feed;
    private final Commands commands;
    private final Announcements announcements;
    private final TrainingEvents events;
    private final Conclusion conclusion;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread;
    private Ledger ledger;
    private @Nullable ChildRun run;

    private Trainer(
            Learning learning,
            String deployment,
            List<String> emi,
            Path folder,
            StorePlace place,
            Cluster cluster,
            DeviceChoice device)
            throws IOException {
        this.learning = learning;
        this.emi = List.copyOf(emi);
        this.folder = Files.createDirectories(folder);
        this.place = place;
        this.store = place.open();
        this.corpus = Corpus.open(folder.resolve("corpus"));
        this.feed = ClipFeed.open(cluster.clients(), cluster.topics().labelledClips(), corpus, folder);
        this.commands = Commands.of(cluster.clients(), cluster.topics().control(), deployment);
        this.announcements = Announcements.read(cluster.clients(), cluster.topics());
        this.events = TrainingEvents.to(cluster);
        this.conclusion = new Conclusion(
                learning,
                deployment,
                this.store,
                device,
                announcements,
                Announcer.to(cluster.clients(), cluster.topics()),
                events);
        this.ledger = Ledger.read(folder);
        this.thread = new Thread(this::serve, "trainer");
    }

    /**
     * Starts it.
     *
     * @param emi command that starts {@code emi} in another process
     * @param folder corpus and runs; kept, so that nothing is learned twice or forgotten
     * @param place where releases go
     */
    public static Trainer start(
            Learning learning,
            String deployment,
            List<String> emi,
            Path folder,
            StorePlace place,
            Cluster cluster,
            DeviceChoice device)
            throws IOException {
        var trainer = new Trainer(learning, deployment, emi, folder, place, cluster, device);
        trainer.thread.start();
        return trainer;
    }

    private void serve() {
        while (!closed.get()) {
            try {
                look();
            } catch (IOException | RuntimeException e) {
                LOG.atError().setCause(e).log("the trainer failed; it goes on");
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(2_000); // what failed may fail again at once: a disk that is full, a broker that is away
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws IOException {
        int changed = feed.poll(LOOK);
        if (changed > 0) remember(ledger.heard(changed));
        announcements.poll(Duration.ZERO);
        List<String> asked = commands.poll().stream()
                .filter(command -> !ledger.commands().contains(command))
                .toList();
        if (run != null && run.running()) return;
        if (run != null) conclude();
        else if (ledger.underWay() != null) goOn(ledger.underWay());
        else if (!asked.isEmpty()
                || learning.due().now(ledger.changed(), Instant.now().toEpochMilli() - ledger.lastRun())) begin(asked);
    }

    private void begin(List<String> asked) throws IOException {
        for (String command : asked) remember(ledger.followed(command));
        var now = Instant.now();
        String version = Versions.of(now);
        remember(ledger.began(
                version, conclusion.start().map(ReleaseId::toString).orElse(learning.from()), now.toEpochMilli()));
        goOn(version);
    }

    /** Starts the process of a run, or starts it again from its last checkpoint. */
    private void goOn(String version) throws IOException {
        Path place = runFolder(version);
        boolean begun = new RunFolder(place).begun();
        if (!begun) snapshot(place.resolve("corpus"));
        var command = new ArrayList<String>();
        if (Files.isExecutable(Path.of("/usr/bin/nice"))) command.addAll(List.of("/usr/bin/nice", "-n", "10"));
        command.addAll(emi);
        command.addAll(List.of("train", "--json", "--run", place.toString(), "--store", this.place.text()));
        command.addAll(List.of("--into", place.resolve("candidate").toString()));
        if (begun) command.add("--resume");
        else command.addAll(settings(place, version));
        var runId = learning.name() + "/" + version;
        run = ChildRun.start(command, place.resolve("log.txt"), line -> events.publish(Progressed.event(runId, line)));
        LOG.atInfo().addKeyValue("run", runId).addKeyValue("resumed", begun).log("training begins");
    }

    private List<String> settings(Path place, String version) {
        var settings = new ArrayList<>(List.of(
                "--corpus", place.resolve("corpus").toString(),
                "--output-set", learning.outputSet(),
                "--from", String.valueOf(ledger.start()),
                "--recipe", learning.recipe(),
                "--out", learning.name(),
                "--out-version", version));
        if (!learning.outputs().isEmpty()) settings.addAll(List.of("--outputs", String.join(",", learning.outputs())));
        learning.changes().forEach((setting, value) -> settings.addAll(List.of("--set", setting + "=" + value)));
        return settings;
    }

    /** The clips as they are now: a run must not see them change. */
    private void snapshot(Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(folder.resolve("corpus"))) {
            for (Path file : files.toList())
                if (!Files.exists(to.resolve(file.getFileName())))
                    Files.createLink(to.resolve(file.getFileName()), file);
        }
    }

    private void conclude() throws IOException {
        ChildRun done = Objects.requireNonNull(run);
        run = null;
        String version = Objects.requireNonNull(ledger.underWay());
        conclusion.conclude(
                new ReleaseId(learning.name(), version),
                Optional.ofNullable(ledger.start()).orElse(learning.from()),
                runFolder(version),
                done.exitCode());
        remember(ledger.concluded());
    }

    private Path runFolder(String version) {
        return folder.resolve("runs").resolve(version);
    }

    private void remember(Ledger next) throws IOException {
        next.write(folder);
        ledger = next;
    }

    /** Ends; a run under way writes a checkpoint, and goes on at the next start. */
    @Override
    public void close() throws InterruptedException {
        if (closed.getAndSet(true)) return;
        thread.join();
        if (run != null) run.close();
        feed.close();
        commands.close();
        announcements.close();
        conclusion.close();
        events.close();
    }
}
