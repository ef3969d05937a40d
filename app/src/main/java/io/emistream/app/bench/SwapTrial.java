package io.emistream.app.bench;

import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.role.Analysis;
import io.emistream.app.role.EventReader;
import io.emistream.app.role.Inference;
import io.emistream.app.role.Recording;
import io.emistream.app.role.Recordings;
import io.emistream.app.role.ReleaseNews;
import io.emistream.app.role.Replay;
import io.emistream.app.role.Roles;
import io.emistream.model.ReleaseId;
import io.emistream.model.release.ReleaseStore;
import io.emistream.model.soak.ResidentMemory;
import io.emistream.processor.swap.Announcer;
import io.emistream.processor.swap.SwapRules;
import io.emistream.processor.swap.Swapping;
import io.emistream.processor.swap.WatchRules;
import io.emistream.processor.swap.Wishes;
import io.emistream.producer.Pace;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.ModelDeployment;
import io.emistream.schemas.avro.ReleaseStage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Live sessions on an embedded Kafka while releases are swapped A → B → A, again and again; each segment's event is counted.
 *
 * @param sessions played at once, at live speed times {@code speed}
 * @param swaps there and back
 * @param pause between changes
 */
record SwapTrial(int sessions, double speed, int swaps, Duration pause) {
    private static final Duration STALLED = Duration.ofSeconds(60);
    private static final Duration KEEP = Duration.ofSeconds(10);
    private static final ResidentMemory MEMORY = new ResidentMemory();

    /** Runs it; {@code inference} names release {@code a} of the store. */
    Outcome run(Path folder, Inference inference, ReleaseStore store, ReleaseId a, ReleaseId b) throws Exception {
        try (var lifecycle = new Lifecycle()) {
            var cluster = Roles.embedded(folder.resolve("kafka"), "127.0.0.1", 0, 0, lifecycle)
                    .cluster();
            var rules = new SwapRules(SwapRules.LIVE, KEEP, Duration.ofSeconds(60), WatchRules.standard());
            var swapping = Roles.processor(cluster, folder.resolve("state"), inference, rules, lifecycle)
                    .swapping();
            var announcer = lifecycle.add("announcer", Announcer.to(cluster.clients(), cluster.topics()));
            for (var id : List.of(a, b))
                announcer.release(ReleaseNews.of(store, id, ReleaseStage.APPROVED, null, Instant.now()));
            var reader = lifecycle.add("reader", EventReader.start(cluster));
            var run = new Run(swapping, announcer, reader, expected(folder));
            var replay = lifecycle.add("replay", Replay.start(cluster, recordings(folder), new Pace(speed)));
            run.await(pause);
            long before = MEMORY.bytes();
            long withBoth = 0;
            for (int swap = 0; swap < swaps && !replay.done(); swap++) {
                run.change(b);
                if (swap == 0) withBoth = MEMORY.bytes();
                run.await(pause);
                run.change(a);
                run.await(pause);
            }
            run.until(() -> replay.done() && run.missing.isEmpty());
            run.until(() -> swapping.serving().kept().isEmpty());
            return run.outcome(List.of(a, b), before, withBoth, MEMORY.bytes());
        }
    }

    private List<Recording> recordings(Path folder) throws Exception {
        List<Recording> bundled = Recordings.bundled(folder.resolve("recordings"));
        return IntStream.range(0, sessions)
                .mapToObj(i -> bundled.get(i % bundled.size()).as("session-" + i))
                .toList();
    }

    private Set<String> expected(Path folder) throws Exception {
        var expected = new HashSet<String>();
        for (var recording : recordings(folder))
            for (var segment : Analysis.segments(recording))
                expected.add(recording.session() + "/" + recording.participant() + "/" + segment.firstSample());
        return expected;
    }

    /** Where a trial is. */
    private static final class Run {
        private final Swapping swapping;
        private final Announcer announcer;
        private final EventReader reader;
        private final int expected;
        private final Set<String> missing;
        private final Map<String, Integer> seen = new HashMap<>();
        private final List<AffectEvent> events = new ArrayList<>();
        private final List<Instant[]> changes = new ArrayList<>();
        private final List<Double> fromMemory = new ArrayList<>();
        private Optional<ModelDeployment> now = Optional.empty();
        private double fromStore;

        Run(Swapping swapping, Announcer announcer, EventReader reader, Set<String> expected) {
            this.swapping = swapping;
            this.announcer = announcer;
            this.reader = reader;
            this.expected = expected.size();
            this.missing = expected;
        }

        void change(ReleaseId to) {
            boolean loads = !swapping.serving().kept().contains(to);
            var wish = Wishes.promote(SwapRules.LIVE, now, null, to, "bench", "swap", Instant.now());
            now = Optional.of(wish);
            var announced = Instant.now();
            announcer.deployment(wish);
            until(() -> swapping.serving().active().id().equals(to));
            var serving = Instant.now();
            changes.add(new Instant[] {announced, serving});
            double took = Duration.between(announced, serving).toNanos() / 1e6;
            if (loads) fromStore = Math.max(fromStore, took);
            else fromMemory.add(took);
        }

        void await(Duration time) {
            var end = Instant.now().plus(time);
            until(() -> Instant.now().isAfter(end));
        }

        /** Reads events until the condition holds. */
        void until(BooleanSupplier done) {
            long news = System.nanoTime();
            while (!done.getAsBoolean()) {
                var read = reader.poll(Duration.ofMillis(10));
                if (!read.isEmpty()) news = System.nanoTime();
                for (var event : read) {
                    events.add(event);
                    seen.merge(event.getSegmentId(), 1, Integer::sum);
                    missing.remove(event.getSegmentId());
                }
                if (System.nanoTime() - news > STALLED.toNanos())
                    throw new EnvironmentProblem("nothing happens any more: " + missing.size() + " of " + expected
                            + " segments have no event; serving " + swapping.serving());
            }
        }

        Outcome outcome(List<ReleaseId> known, long before, long withBoth, long after) {
            var calm = new ArrayList<Double>();
            var during = new ArrayList<Double>();
            for (var event : events) {
                double latency = event.getLatency().getTotalMs();
                var at = event.getCaptureTime();
                if (changes.stream().anyMatch(change -> overlaps(change, at, latency))) during.add(latency);
                else calm.add(latency);
            }
            long strangers = events.stream()
                    .filter(event -> !known.contains(new ReleaseId(event.getModelName(), event.getModelVersion())))
                    .count();
            long byB = events.stream()
                    .filter(event -> event.getModelName().equals(known.get(1).name())
                            && event.getModelVersion().equals(known.get(1).version()))
                    .count();
            return new Outcome(
                    expected,
                    events.size(),
                    missing.size(),
                    (int) seen.values().stream().filter(times -> times > 1).count(),
                    (int) strangers,
                    (int) byB,
                    changes.size(),
                    Quantiles.of(calm),
                    Quantiles.of(during),
                    fromStore,
                    fromMemory.stream().mapToDouble(Double::doubleValue).max().orElse(0),
                    before >> 20,
                    withBoth >> 20,
                    after >> 20);
        }

        private static boolean overlaps(Instant[] change, Instant captured, double latencyMs) {
            var out = captured.plusNanos((long) (latencyMs * 1e6));
            return !out.isBefore(change[0]) && !captured.isAfter(change[1].plusMillis(500));
        }
    }

    /** Latencies from the capture of the chunk that closes a segment to the event; milliseconds; NaN where there is none. */
    record Quantiles(int count, double p50, double p99) {
        static Quantiles of(List<Double> values) {
            double[] sorted =
                    values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return sorted.length == 0
                    ? new Quantiles(0, Double.NaN, Double.NaN)
                    : new Quantiles(
                            sorted.length,
                            sorted[(sorted.length - 1) / 2],
                            sorted[(int) Math.ceil(0.99 * sorted.length) - 1]);
        }
    }

    /**
     * What came of it.
     *
     * @param strangers events that name neither release
     * @param byB events of the second release
     * @param before latencies of all other segments
     * @param during of segments that were under way during a change, or half a second after
     * @param fromStoreMs from the announcement until a release serves that had to be loaded
     * @param fromMemoryMs the same, at worst, for one that was loaded
     * @param residentMb before, with both loaded, and after one was freed
     */
    record Outcome(
            int expected,
            int delivered,
            int lost,
            int doubled,
            int strangers,
            int byB,
            int changes,
            Quantiles before,
            Quantiles during,
            double fromStoreMs,
            double fromMemoryMs,
            long residentMbBefore,
            long residentMbWithBoth,
            long residentMbAfter) {}
}
