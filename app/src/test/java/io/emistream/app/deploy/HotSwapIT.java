package io.emistream.app.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.role.Analysis;
import io.emistream.app.role.Cluster;
import io.emistream.app.role.EventReader;
import io.emistream.app.role.Inference;
import io.emistream.app.role.Recording;
import io.emistream.app.role.Recordings;
import io.emistream.app.role.ReleaseNews;
import io.emistream.app.role.Replay;
import io.emistream.app.role.Roles;
import io.emistream.app.role.WholeTopic;
import io.emistream.model.ReleaseId;
import io.emistream.model.network.Architecture;
import io.emistream.model.release.ReleaseStore;
import io.emistream.model.release.TinyRelease;
import io.emistream.model.weights.WeightSource;
import io.emistream.processor.swap.Announcements;
import io.emistream.processor.swap.Announcer;
import io.emistream.processor.swap.SwapRules;
import io.emistream.processor.swap.Swapping;
import io.emistream.processor.swap.WatchRules;
import io.emistream.processor.swap.Wishes;
import io.emistream.producer.Pace;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.ModelDeployment;
import io.emistream.schemas.avro.ReleaseStage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases of a tiny network are swapped in a running processor. */
class HotSwapIT {
    private static final ReleaseId A = new ReleaseId("a", "1");
    private static final ReleaseId B = new ReleaseId("b", "1");
    private static final Architecture TINY = TinyRelease.architecture(16, 2, 2);

    @TempDir
    private Path folder;

    private final Lifecycle lifecycle = new Lifecycle();
    private ReleaseStore store = new ReleaseStore(Path.of(""));
    private Optional<ModelDeployment> now = Optional.empty();
    private int played;

    @BeforeEach
    void publishTwoReleases() throws Exception {
        store = new ReleaseStore(folder.resolve("releases"));
        publish(A, TinyRelease.weights(TINY, 1));
        publish(B, TinyRelease.weights(TINY, 2));
    }

    @AfterEach
    void close() throws Exception {
        lifecycle.close();
    }

    @Test
    void thereAndBackUnderLoadLosesNothingAndDoublesNothingAndEveryEventNamesItsRelease() throws Exception {
        var running = start(Duration.ofMinutes(1));
        var recordings = new ArrayList<Recording>();
        for (int i = 0; i < 4; i++)
            recordings.add(
                    Recordings.bundled(folder.resolve("recordings")).get(i % 3).as("session-" + i));
        Set<String> missing = new HashSet<>();
        for (var recording : recordings)
            for (var segment : Analysis.segments(recording))
                missing.add(recording.session() + "/" + recording.participant() + "/" + segment.firstSample());
        int expected = missing.size();
        var events = new ArrayList<AffectEvent>();
        var replay = lifecycle.add("replay", Replay.start(running.cluster(), recordings, new Pace(4)));

        running.read(events, () -> events.size() >= 3);
        promote(running, B);
        running.read(events, () -> running.serves(B));
        running.read(events, () -> events.stream()
                .anyMatch(event -> event.getModelName().equals("b")));
        promote(running, A);
        running.read(events, () -> running.serves(A));
        running.read(events, () -> {
            events.forEach(event -> missing.remove(event.getSegmentId()));
            return replay.done() && missing.isEmpty();
        });

        assertThat(events).hasSize(expected);
        assertThat(events.stream().map(AffectEvent::getSegmentId).distinct()).hasSize(expected);
        assertThat(events.stream().map(AffectEvent::getModelName).distinct()).containsExactlyInAnyOrder("a", "b");
        assertThat(running.swapping().serving().kept()).containsExactly(B);
    }

    @Test
    void aReleaseThatIsUnfitIsRefusedWithItsReasonAndTheOldOneServesOn() throws Exception {
        var corrupt = publish(new ReleaseId("corrupt", "1"), TinyRelease.weights(TINY, 3));
        try (var file = new RandomAccessFile(weights(corrupt).toFile(), "rw")) {
            file.seek(file.length() - 3);
            file.write(99);
        }
        var truncated = publish(new ReleaseId("truncated", "1"), TinyRelease.weights(TINY, 3));
        try (var file = new RandomAccessFile(weights(truncated).toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
        var misshapen =
                publish(new ReleaseId("misshapen", "1"), TinyRelease.weights(TinyRelease.architecture(32, 2, 2), 3));
        var broken = publish(new ReleaseId("broken", "1"), notFinite());
        var running = start(Duration.ofMinutes(1));

        Map<ReleaseId, String> reasons = new HashMap<>();
        for (ReleaseId unfit : List.of(corrupt, truncated, misshapen, broken)) {
            promote(running, unfit);
            await(() -> running.refusal().contains(unfit + " is refused"));
            reasons.put(unfit, running.refusal());
            assertThat(running.serves(A)).isTrue();
        }

        assertThat(reasons.get(corrupt)).contains("SHA-256");
        assertThat(reasons.get(truncated)).contains("SHA-256");
        assertThat(reasons.get(misshapen)).contains("do not fit the manifest's architecture");
        assertThat(reasons.get(broken)).contains("not finite");
    }

    @Test
    void aReleaseThatIsTooSlowOrNotAnnouncedIsRefused() throws Exception {
        var running = start(Duration.ofMillis(1));

        promote(running, B);
        await(() -> running.refusal().contains("12 s of audio took"));
        wish(
                running,
                Wishes.promote(SwapRules.LIVE, now, null, new ReleaseId("unheard", "1"), "t", "r", Instant.now()));
        await(() -> running.refusal().contains("not announced"));

        assertThat(running.serves(A)).isTrue();
    }

    @Test
    void aWishThatIsHeardBeforeItsReleaseIsFollowedWhenTheReleaseIsAnnounced() throws Exception {
        var running = start(Duration.ofMinutes(1));
        wish(running, Wishes.promote(SwapRules.LIVE, now, null, B, "test", "swap", Instant.now()));
        await(() -> running.refusal().contains("not announced"));

        announce(running, B);

        await(() -> running.serves(B));
        assertThat(running.swapping().serving().refused()).isNull();
    }

    @Test
    void aCanaryScoresItsShareOfSessionsAndAShadowIsHeardOnTheSideTopicOnly() throws Exception {
        var running = start(Duration.ofMinutes(1));
        var c = publish(new ReleaseId("c", "1"), TinyRelease.weights(TINY, 5));
        announce(running, B);
        announce(running, c);
        promote(running, A);
        wish(running, Wishes.canary(now.orElseThrow(), B, 0.5, "test", Instant.now()));
        wish(running, Wishes.shadow(now.orElseThrow(), c, "test", Instant.now()));
        await(() -> c.equals(running.swapping().serving().shadow()));

        var events = play(running, 6);
        var shadows = new ArrayList<AffectEvent>();
        try (var reader = WholeTopic.reader(
                running.cluster().bootstrap(), running.cluster().topics().affectShadow())) {
            await(() -> {
                reader.poll(Duration.ofMillis(50)).forEach(record -> shadows.add(record.value()));
                return shadows.size() >= events.size();
            });
        }

        Map<String, Set<String>> releases = new HashMap<>();
        events.forEach(event -> releases.computeIfAbsent(event.getSessionId(), any -> new HashSet<>())
                .add(event.getModelName()));
        assertThat(releases.values()).allMatch(names -> names.size() == 1);
        assertThat(releases.values()).contains(Set.of("a"), Set.of("b"));
        assertThat(shadows).extracting(AffectEvent::getModelName).containsOnly("c");
        assertThat(shadows)
                .extracting(AffectEvent::getSegmentId)
                .containsExactlyInAnyOrderElementsOf(
                        events.stream().map(AffectEvent::getSegmentId).toList());
    }

    @Test
    void aReleaseThatDriftsInServiceIsTakenBackByItselfThoughItIsTheFirstOneAnnounced() throws Exception {
        var running = start(Duration.ofMinutes(1), new WatchRules(3, 5, 1_000, 1e-6));
        play(running, 3);
        promote(running, B);
        await(() -> running.serves(B));

        play(running, 3);
        await(() -> running.serves(A));

        try (var said = Announcements.read(
                running.cluster().clients(), running.cluster().topics())) {
            assertThat(said.catchUp(Duration.ofSeconds(20))).isTrue();
            ModelDeployment wish = said.deployment(SwapRules.LIVE).orElseThrow();
            assertThat(wish.getActive()).isEqualTo(Wishes.ref(A));
            assertThat(wish.getChangedBy()).isEqualTo("automatic rollback");
            assertThat(wish.getReason()).contains("the mean of", "with b/1", "with a/1");
        }
    }

    /** Plays so many sessions and gives their events. */
    private List<AffectEvent> play(Running running, int sessions) throws Exception {
        var recordings = new ArrayList<Recording>();
        for (int i = 0; i < sessions; i++)
            recordings.add(
                    Recordings.bundled(folder.resolve("recordings")).get(i % 3).as("played-" + played++));
        int expected = 0;
        for (var recording : recordings)
            expected += Analysis.segments(recording).size();
        int all = expected;
        var events = new ArrayList<AffectEvent>();
        lifecycle.add("replay", Replay.start(running.cluster(), recordings, Pace.FAST));
        running.read(events, () -> events.size() >= all);
        return events;
    }

    private Running start(Duration slowest) throws Exception {
        return start(slowest, WatchRules.standard());
    }

    private Running start(Duration slowest, WatchRules watch) throws Exception {
        var cluster = Roles.embedded(folder.resolve("kafka"), "127.0.0.1", 0, 0, lifecycle)
                .cluster();
        var inference = Inference.of(
                "--release", A.toString(), "--store", folder.resolve("releases").toString());
        var rules = new SwapRules(SwapRules.LIVE, Duration.ofMinutes(10), slowest, watch);
        var swapping = Roles.processor(cluster, folder.resolve("state"), inference, rules, lifecycle)
                .swapping();
        var announcer = lifecycle.add("announcer", Announcer.to(cluster.clients(), cluster.topics()));
        var reader = lifecycle.add("reader", EventReader.start(cluster));
        return new Running(cluster, swapping, announcer, reader);
    }

    private void announce(Running running, ReleaseId release) throws Exception {
        running.announcer().release(ReleaseNews.of(store, release, ReleaseStage.APPROVED, null, Instant.now()));
    }

    private void promote(Running running, ReleaseId release) throws Exception {
        announce(running, release);
        wish(running, Wishes.promote(SwapRules.LIVE, now, null, release, "test", "swap", Instant.now()));
    }

    private void wish(Running running, ModelDeployment wish) {
        now = Optional.of(wish);
        running.announcer().deployment(wish);
    }

    private record Running(Cluster cluster, Swapping swapping, Announcer announcer, EventReader reader) {
        boolean serves(ReleaseId release) {
            return swapping.serving().active().id().equals(release);
        }

        String refusal() {
            return String.valueOf(swapping.serving().refused());
        }

        void read(List<AffectEvent> events, BooleanSupplier enough) {
            await(() -> {
                events.addAll(reader.poll(Duration.ofMillis(50)));
                return enough.getAsBoolean();
            });
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private Path weights(ReleaseId id) {
        return folder.resolve("releases")
                .resolve(id.name())
                .resolve(id.version())
                .resolve("model.safetensors");
    }

    private ReleaseId publish(ReleaseId id, WeightSource weights) throws Exception {
        store.publish(TinyRelease.draft(id, "test-v1", TinyRelease.LABELS), weights);
        return id;
    }

    private static WeightSource notFinite() {
        var weights = TinyRelease.weights(TINY, 3);
        return new WeightSource() {
            @Override
            public Map<String, List<Integer>> shapes() {
                return weights.shapes();
            }

            @Override
            public float[] read(String name) throws IOException {
                float[] values = weights.read(name);
                if (name.equals("fusion_model.0.bias")) Arrays.fill(values, Float.NaN);
                return values;
            }
        };
    }
}
