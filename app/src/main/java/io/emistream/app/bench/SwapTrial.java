package io.emistream.app.bench;

import io.emistream.app.bench.load.Quantiles;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.role.EventReader;
import io.emistream.app.role.Inference;
import io.emistream.app.role.ReleaseNews;
import io.emistream.app.role.Roles;
import io.emistream.model.ReleaseId;
import io.emistream.model.release.ReleaseStore;
import io.emistream.model.soak.ResidentMemory;
import io.emistream.processor.swap.Announcer;
import io.emistream.processor.swap.SwapRules;
import io.emistream.processor.swap.Swapping;
import io.emistream.processor.swap.WatchRules;
import io.emistream.processor.swap.Wishes;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.ModelDeployment;
import io.emistream.schemas.avro.ReleaseStage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Live sessions on an embedded Kafka while releases are swapped A → B → A, again and again; each segment's event is counted. B is freed before it is
 * promoted again, so that each round loads it from the store and goes back to A in memory.
 *
 * @param sessions played at once, at live speed
 * @param swaps there and back
 * @param pause between changes
 */
record SwapTrial(int sessions, int swaps, Duration pause) {
    private static final Duration STALLED = Duration.ofSeconds(60);
    private static final Duration AROUND = Duration.ofSeconds(1);
    private static final ResidentMemory MEMORY = new ResidentMemory();

    /** Runs it; {@code inference} names release {@code a} of the store. */
    Outcome run(Path folder, Inference inference, ReleaseStore store, ReleaseId a, ReleaseId b) throws Exception {
        try (var lifecycle = new Lifecycle()) {
            var cluster = Roles.embedded(folder.resolve("kafka"), "127.0.0.1", 0, 0, lifecycle)
                    .cluster();
            var keep = pause.multipliedBy(2);
            var rules = new SwapRules(SwapRules.LIVE, keep, Duration.ofSeconds(60), WatchRules.standard());
            var swapping = Roles.processor(cluster, folder.resolve("state"), inference, rules, lifecycle)
                    .swapping();
            var announcer = lifecycle.add("announcer", Announcer.to(cluster.clients(), cluster.topics()));
            for (var id : List.of(a, b))
                announcer.release(ReleaseNews.of(store, id, ReleaseStage.APPROVED, null, Instant.now()));
            var reader = lifecycle.add("reader", EventReader.start(cluster));
            var live = lifecycle.add("sessions", new LiveSessions(cluster, sessions, folder.resolve("recordings")));
            var run = new Run(swapping, announcer, reader, live);
            run.until(live::full);
            run.pass(pause);
            for (int swap = 0; swap < swaps; swap++) {
                run.resident.before(MEMORY.bytes());
                run.change(b);
                run.resident.withBoth(MEMORY.bytes());
                run.pass(pause);
                run.change(a);
                run.until(() -> swapping.serving().kept().isEmpty());
                run.resident.after(MEMORY.bytes());
                run.pass(pause);
            }
            live.end();
            run.until(() -> live.ended() && run.seen.keySet().containsAll(live.expected()));
            return run.outcome(List.of(a, b));
        }
    }

    /** Where a trial is. */
    private static final class Run {
        private final Swapping swapping;
        private final Announcer announcer;
        private final EventReader reader;
        private final LiveSessions live;
        private final Resident.Sums resident = new Resident.Sums();
        private final Map<String, Integer> seen = new HashMap<>();
        private final List<AffectEvent> events = new ArrayList<>();
        private final List<Change> changes = new ArrayList<>();
        private final Instant begin = Instant.now();
        private Optional<ModelDeployment> now = Optional.empty();

        Run(Swapping swapping, Announcer announcer, EventReader reader, LiveSessions live) {
            this.swapping = swapping;
            this.announcer = announcer;
            this.reader = reader;
            this.live = live;
        }

        void change(ReleaseId to) {
            boolean fromMemory = swapping.serving().kept().contains(to);
            var wish = Wishes.promote(SwapRules.LIVE, now, null, to, "bench", "swap", Instant.now());
            now = Optional.of(wish);
            var announced = Instant.now();
            announcer.deployment(wish);
            until(() -> swapping.serving().active().id().equals(to));
            changes.add(new Change(announced, Instant.now(), fromMemory));
        }

        void pass(Duration time) {
            var end = Instant.now().plus(time);
            until(() -> Instant.now().isAfter(end));
        }

        /** Reads events until the condition holds. */
        void until(BooleanSupplier done) {
            long news = System.nanoTime();
            while (!done.getAsBoolean()) {
                live.goOn();
                var read = reader.poll(Duration.ofMillis(10));
                if (!read.isEmpty()) news = System.nanoTime();
                for (var event : read) {
                    events.add(event);
                    seen.merge(event.getSegmentId(), 1, Integer::sum);
                }
                if (System.nanoTime() - news > STALLED.toNanos())
                    throw new EnvironmentProblem("nothing happens any more: " + seen.size() + " of "
                            + live.expected().size() + " segments have an event; serving " + swapping.serving());
            }
        }

        Outcome outcome(List<ReleaseId> known) {
            var expected = live.expected();
            return new Outcome(
                    expected.size(),
                    events.size(),
                    (int) expected.stream().filter(id -> !seen.containsKey(id)).count(),
                    (int) seen.values().stream().filter(times -> times > 1).count(),
                    (int) events.stream()
                            .filter(event -> !known.contains(release(event)))
                            .count(),
                    (int) events.stream()
                            .filter(event -> release(event).equals(known.get(1)))
                            .count(),
                    changes.size(),
                    latencies(at -> changes.stream().noneMatch(change -> change.near(at))),
                    latencies(at -> changes.stream().anyMatch(change -> change.near(at))),
                    Quantiles.of(changes.stream()
                            .filter(change -> !change.fromMemory())
                            .map(Change::milliseconds)
                            .toList()),
                    Quantiles.of(changes.stream()
                            .filter(Change::fromMemory)
                            .map(Change::milliseconds)
                            .toList()),
                    resident.means());
        }

        private Quantiles latencies(Predicate<Instant> captured) {
            return Quantiles.of(events.stream()
                    .filter(event -> event.getCaptureTime().isAfter(begin) && captured.test(event.getCaptureTime()))
                    .map(event -> event.getLatency().getTotalMs())
                    .toList());
        }

        private static ReleaseId release(AffectEvent event) {
            return new ReleaseId(event.getModelName(), event.getModelVersion());
        }
    }

    /** One change, from its announcement to the first moment it was served with. */
    private record Change(Instant announced, Instant serving, boolean fromMemory) {
        /** By capture and not by when it was scored: a late result must not count as near because it is late. */
        boolean near(Instant captured) {
            return captured.isAfter(announced.minus(AROUND)) && captured.isBefore(serving.plus(AROUND));
        }

        double milliseconds() {
            return Duration.between(announced, serving).toNanos() / 1e6;
        }
    }

    /** Mean resident memory, in MB. */
    record Resident(double before, double withBoth, double afterOneWasFreed) {
        static final class Sums {
            private final List<Long> before = new ArrayList<>();
            private final List<Long> withBoth = new ArrayList<>();
            private final List<Long> after = new ArrayList<>();

            void before(long bytes) {
                before.add(bytes);
            }

            void withBoth(long bytes) {
                withBoth.add(bytes);
            }

            void after(long bytes) {
                after.add(bytes);
            }

            Resident means() {
                return new Resident(mean(before), mean(withBoth), mean(after));
            }

            private static double mean(List<Long> bytes) {
                return bytes.stream().mapToLong(Long::longValue).average().orElse(0) / (1 << 20);
            }
        }
    }

    /**
     * What came of it.
     *
     * @param strangers events that name neither release
     * @param byB events of the second release
     * @param calm milliseconds from the capture of the chunk that closes a segment to its event, away from changes
     * @param near the same for what was captured during a change, or a second before or after it
     * @param fromStore milliseconds from announcement to service of a release that had to be loaded
     * @param fromMemory the same for one that was kept
     * @param residentMb mean over the rounds
     */
    record Outcome(
            int expected,
            int delivered,
            int lost,
            int doubled,
            int strangers,
            int byB,
            int changes,
            Quantiles calm,
            Quantiles near,
            Quantiles fromStore,
            Quantiles fromMemory,
            Resident residentMb) {}
}
