package io.emistream.app.learn;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.app.learn.LearningOptions.Learning;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.role.Cluster;
import io.emistream.app.role.OwnCommand;
import io.emistream.app.role.Roles;
import io.emistream.app.role.StorePlace;
import io.emistream.app.role.WholeTopic;
import io.emistream.model.ReleaseId;
import io.emistream.model.engine.DeviceChoice;
import io.emistream.model.release.BundledRelease;
import io.emistream.model.release.ReleaseStore;
import io.emistream.model.release.TinyRelease;
import io.emistream.processor.swap.Announcements;
import io.emistream.processor.swap.Announcer;
import io.emistream.processor.swap.SwapRules;
import io.emistream.processor.swap.Wishes;
import io.emistream.schemas.avro.ControlKind;
import io.emistream.schemas.avro.ControlMessage;
import io.emistream.schemas.avro.ModelDeployment;
import io.emistream.schemas.avro.ReleaseRef;
import io.emistream.schemas.avro.ReleaseStage;
import io.emistream.schemas.avro.TrainCommand;
import io.emistream.schemas.avro.TrainingEvent;
import io.emistream.schemas.avro.TrainingEventType;
import io.emistream.trainer.corpus.Corpus;
import io.emistream.trainer.evaluate.Gate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service around a run, whose process is a small script here: what it is told, how its end is taken, what survives a kill. */
class TrainerIT {
    private static final ReleaseId MADE = new ReleaseId("learned", "v1");
    private static final ReleaseId SERVING = new ReleaseId("serving", "1");

    private final Lifecycle lifecycle = new Lifecycle();

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private Cluster cluster;

    @BeforeEach
    void start() {
        cluster = Roles.embedded(folder.resolve("kafka"), "127.0.0.1", 0, 0, lifecycle)
                .cluster();
    }

    @AfterEach
    void stop() {
        lifecycle.close();
    }

    @Test
    void aCommandIsFollowedOnceWithItsSettingsThoughTheTrainerIsStartedAgain() throws Exception {
        Path script = script("exit 3");
        command("first");
        try (var trainer = trainer(script)) {
            assertThat(outcomes(1).get(0).getReasons())
                    .singleElement()
                    .asString()
                    .contains("ended with 3");
        }

        command("second");
        try (var trainer = trainer(script)) {
            assertThat(outcomes(2)).extracting(TrainingEvent::getType).containsOnly(TrainingEventType.FAILED);
        }

        assertThat(asked()).hasSize(2);
        assertThat(asked().get(0)).contains("--set epochs=first", "--from mine/7", "--output-set tones-v1");
        assertThat(asked().get(1)).contains("--set epochs=second");
    }

    @Test
    void aRunThatWasToldToEndGoesOnInsteadOfFailing() throws Exception {
        command("any");

        try (var trainer =
                trainer(script("case \"$*\" in *--resume*) exit 4;; esac; echo '{}' > \"$run/run.json\"; exit 130"))) {
            assertThat(outcomes(1).get(0).getReasons())
                    .singleElement()
                    .asString()
                    .contains("ended with 4");
        }

        assertThat(asked()).hasSize(2);
        assertThat(asked().get(1)).endsWith("--resume");
    }

    @Test
    void whatARunMadeBeforeAKillIsJudgedAndNotMadeAgain() throws Exception {
        leaveUnjudged();
        serve(Clips.SET);

        try (var trainer = trainer(script("exit 5"))) {
            assertThat(outcomes(1).get(0).getType()).isEqualTo(TrainingEventType.GATE_PASSED);
            assertThat(wish().getActive()).isEqualTo(Wishes.ref(MADE));
        }

        assertThat(asked()).isEmpty();
        assertThat(new ReleaseStore(folder.resolve("releases")).list()).contains(MADE);
    }

    @Test
    void aReleaseThatWasPublishedBeforeAKillIsJudgedToTheSameEnd() throws Exception {
        leaveUnjudged();
        serve(Clips.SET);
        TinyRelease.publish(new ReleaseStore(folder.resolve("releases")), MADE, Clips.SET);

        try (var trainer = trainer(script("exit 5"))) {
            assertThat(outcomes(1).get(0).getType()).isEqualTo(TrainingEventType.GATE_PASSED);
        }
    }

    @Test
    void audioOfARunDoesNotOutliveIt() throws Exception {
        leaveUnjudged();
        Path clips = folder.resolve("work/runs/v1/corpus");
        assertThat(clips).isNotEmptyDirectory();

        try (var trainer = trainer(script("exit 5"))) {
            outcomes(1);
        }

        assertThat(clips).doesNotExist();
    }

    @Test
    void whatCannotBeComparedWithWhatServesIsLeftToAPerson() throws Exception {
        leaveUnjudged();
        serve("another-set-v1");

        try (var trainer = trainer(script("exit 5"))) {
            TrainingEvent outcome = outcomes(1).get(0);
            assertThat(outcome.getType()).isEqualTo(TrainingEventType.GATE_REFUSED);
            assertThat(outcome.getReasons()).anyMatch(reason -> reason.contains("serving/1, which serves: promote it"));
        }

        assertThat(wish().getActive()).isEqualTo(Wishes.ref(SERVING));
        assertThat(new ReleaseStore(folder.resolve("releases")).list()).contains(MADE);
        assertThat(stage()).isEqualTo(ReleaseStage.CANDIDATE);
    }

    @Test
    void whatProcessorsWereStartedWithIsNotReplacedUncompared() throws Exception {
        leaveUnjudged();

        try (var trainer = trainer(script("exit 5"))) {
            TrainingEvent outcome = outcomes(1).get(0);
            assertThat(outcome.getType()).isEqualTo(TrainingEventType.GATE_REFUSED);
            assertThat(outcome.getReasons())
                    .anyMatch(reason -> reason.contains("small-emodb/1, which serves: promote it"));
        }

        try (var said = said()) {
            assertThat(said.deployments()).isEmpty();
        }
        assertThat(stage()).isEqualTo(ReleaseStage.CANDIDATE);
    }

    @Test
    void aReleaseThatWentLiveBeforeAKillIsNotJudgedAgainstItself() throws Exception {
        leaveUnjudged();
        TinyRelease.publish(new ReleaseStore(folder.resolve("releases")), MADE, Clips.SET);
        deploy(MADE);

        try (var trainer = trainer(script("exit 5"))) {
            assertThat(outcomes(1).get(0).getType()).isEqualTo(TrainingEventType.GATE_PASSED);
        }

        assertThat(wish().getGeneration()).isEqualTo(1);
    }

    @Test
    void aRunStartsFromTheBundledReleaseWhereThatServesTheSet() throws Exception {
        commandWithoutStart();

        String set = BundledRelease.manifest(BundledRelease.DEFAULT).outputSet();
        try (var trainer = trainer(script("exit 5"), set)) {
            outcomes(1);
        }

        assertThat(asked()).singleElement().asString().contains("--from small-emodb/1");
    }

    /** Another release is in service, with outputs of that set. */
    private void serve(String set) throws Exception {
        TinyRelease.publish(new ReleaseStore(folder.resolve("releases")), SERVING, set);
        deploy(SERVING);
    }

    private void deploy(ReleaseId release) {
        try (var announcer = Announcer.to(cluster.clients(), cluster.topics())) {
            announcer.deployment(
                    Wishes.promote(SwapRules.LIVE, Optional.empty(), null, release, "test", "begin", Instant.now()));
        }
    }

    private ReleaseStage stage() {
        try (var said = said()) {
            return said.release(MADE).orElseThrow().getStage();
        }
    }

    private Announcements said() {
        var said = Announcements.read(cluster.clients(), cluster.topics());
        assertThat(said.catchUp(Duration.ofSeconds(20))).isTrue();
        return said;
    }

    private Trainer trainer(Path script) throws Exception {
        return trainer(script, Clips.SET);
    }

    /** Its processors were started with the bundled release. */
    private Trainer trainer(Path script, String set) throws Exception {
        var bundled = BundledRelease.manifest(BundledRelease.DEFAULT).card().id();
        var learning = new Learning(
                set,
                TinyRelease.LABELS,
                "random:small",
                "paper",
                Map.of("batch", "8"),
                MADE.name(),
                new Due(0, 0),
                new Gate(-2, 0.95, 2, 100), // random weights: who is better is chance
                true);
        return Trainer.start(
                learning,
                new Trainer.Served(SwapRules.LIVE, bundled),
                List.of("/bin/sh", script.toString()),
                folder.resolve("work"),
                new StorePlace(folder.resolve("releases").toString()),
                cluster,
                DeviceChoice.cpu());
    }

    /** Stands for {@code emi train}: notes what it is asked, and does so; {@code $run} is the run's folder. Other commands are emi's own. */
    private Path script(String does) throws Exception {
        String emi = OwnCommand.words().stream().map(word -> "'" + word + "'").collect(joining(" "));
        String text = "[ \"$1\" = train ] || exec " + emi + " \"$@\"\necho \"$*\" >> '" + folder.resolve("asked")
                + "'\nrun=$(echo \"$*\" | sed 's/.*--run \\([^ ]*\\).*/\\1/')\n" + does + "\n";
        return Files.writeString(folder.resolve("emi.sh"), text);
    }

    private List<String> asked() throws Exception {
        Path file = folder.resolve("asked");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** As a trainer leaves it that is killed after a run's last step: a candidate, and nothing said of it. */
    private void leaveUnjudged() throws Exception {
        Path work = folder.resolve("work");
        var clips = Corpus.open(work.resolve("runs/v1/corpus"));
        for (int i = 0; i < 6; i++) clips.put(Clips.held("clip " + i, "speaker " + i % 3));
        TinyRelease.publish(new ReleaseStore(work.resolve("runs/v1/candidate")), MADE, Clips.SET);
        new Ledger(0, 0, List.of(), MADE.version(), "random:small", Map.of()).write(work);
    }

    private void command(String id) throws Exception {
        command(id, new ReleaseRef("mine", "7"));
    }

    private void commandWithoutStart() throws Exception {
        command("any", null);
    }

    private void command(String id, @Nullable ReleaseRef from) throws Exception {
        var topic = cluster.topics().control();
        var message = ControlMessage.newBuilder()
                .setSubject(Commands.subject(SwapRules.LIVE))
                .setKind(ControlKind.TRAIN)
                .setAt(Instant.now())
                .setIssuer("a test")
                .setTrain(TrainCommand.newBuilder()
                        .setCommandId(id)
                        .setFrom(from)
                        .setSettings(Map.of("epochs", id))
                        .build())
                .build();
        Clips.send(cluster, topic, message.getSubject(), Clips.bytes(topic, message));
    }

    private ModelDeployment wish() {
        try (var said = said()) {
            return said.deployment(SwapRules.LIVE).orElseThrow();
        }
    }

    /** So many ends of runs, from the beginning. */
    private List<TrainingEvent> outcomes(int count) {
        var outcomes = new ArrayList<TrainingEvent>();
        try (var consumer =
                WholeTopic.reader(cluster.bootstrap(), cluster.topics().trainingEvents())) {
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (outcomes.size() < count) {
                assertThat(System.nanoTime())
                        .as("%d outcomes in time, %s", count, outcomes)
                        .isLessThan(end);
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (isOutcome(record.value())) outcomes.add(record.value());
                });
            }
        }
        return outcomes;
    }

    private static boolean isOutcome(TrainingEvent event) {
        return switch (event.getType()) {
            case GATE_PASSED, GATE_REFUSED, FAILED -> true;
            case UNKNOWN, STARTED, STEP, EPOCH, FINISHED -> false;
        };
    }
}
