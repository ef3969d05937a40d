package io.emistream.processor.swap;

import io.emistream.model.InferenceEngine;
import io.emistream.model.ReleaseId;
import io.emistream.model.Scorer;
import io.emistream.model.engine.BatchingScorer;
import io.emistream.schemas.Topics;
import io.emistream.schemas.avro.ModelDeployment;
import io.emistream.schemas.avro.ReleaseRef;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an instance's releases as its deployment wishes, on a thread of its own, and takes a release back that does badly. What serves while nothing is
 * wished is the release it was started with. Close it after the processor and before the scorer.
 */
public final class Swapping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Swapping.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(10);

    private final SwapRules rules;
    private final Announcements announcements;
    private final Announcer announcer;
    private final Fleet fleet;
    private final Watch watch;
    private final Scorer scorer;
    private final InstantSource clock;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread;
    private long generation;

    /** Releases of the wish that were not announced yet: the two topics have no common order, so it is followed again when they are. */
    private List<ReleaseId> unheard = List.of();

    private Swapping(
            SwapRules rules,
            Announcements announcements,
            Announcer announcer,
            BatchingScorer scorer,
            Fleet fleet,
            InstantSource clock) {
        this.rules = rules;
        this.announcements = announcements;
        this.announcer = announcer;
        this.fleet = fleet;
        this.watch = new Watch(rules.watch());
        this.scorer = new WatchedScorer(
                scorer, watch, fleet::releaseOf, () -> fleet.serving().shadow());
        this.clock = clock;
        this.thread = new Thread(this::follow, "release-swap");
    }

    /**
     * Begins to follow; what is wished already is in service when it returns.
     *
     * @param clients Kafka's settings
     * @param scorer serves with {@code first}; stays the caller's to close
     * @param nanos a monotonic clock, in nanoseconds
     */
    public static Swapping start(
            SwapRules rules,
            Map<String, String> clients,
            Topics topics,
            BatchingScorer scorer,
            InferenceEngine first,
            ReleaseLoader loader,
            InstantSource clock,
            LongSupplier nanos) {
        var swapping = new Swapping(
                rules,
                Announcements.read(clients, topics),
                Announcer.to(clients, topics),
                scorer,
                new Fleet(scorer, first, loader, rules.keepPrevious(), nanos),
                clock);
        if (!swapping.announcements.catchUp(FIRST_LOOK))
            LOG.atWarn().log("the deployment's wishes are not all read yet; they are followed when they come");
        swapping.look();
        swapping.thread.start();
        return swapping;
    }

    /** Scores with what serves; for the processor. */
    public Scorer scorer() {
        return scorer;
    }

    /** What serves now; any thread. */
    public Serving serving() {
        return fleet.serving();
    }

    private void follow() {
        while (!closed.get()) {
            try {
                announcements.poll(LOOK);
                look();
                judge();
            } catch (KafkaException e) {
                LOG.atWarn()
                        .addKeyValue("cause", String.valueOf(e))
                        .log("wishes cannot be read or written now; what serves serves on");
            } catch (RuntimeException | Error e) {
                LOG.atError().setCause(e).log("a swap failed; what serves serves on");
            }
        }
    }

    private void look() {
        Optional<ModelDeployment> wish = announcements.deployment(rules.deployment());
        if (wish.isPresent()
                && (wish.get().getGeneration() > generation || unheard.stream().anyMatch(this::heard)))
            apply(wish.get());
        fleet.sweep();
    }

    private void apply(ModelDeployment wish) {
        generation = wish.getGeneration();
        List<ReleaseId> wanted = Stream.of(wish.getActive(), wish.getCanary(), wish.getShadow())
                .filter(Objects::nonNull)
                .map(Swapping::id)
                .toList();
        wanted.forEach(this::forget);
        unheard = wanted.stream().filter(release -> !heard(release)).toList();
        fleet.apply(wish, announcements::release);
    }

    private boolean heard(ReleaseId release) {
        return announcements.release(release).isPresent();
    }

    /** Counts anew for what comes into service; what served before keeps its record, for comparison. */
    private void forget(ReleaseId release) {
        if (!release.equals(fleet.serving().active().id())) watch.forget(release);
    }

    private void judge() {
        Optional<ModelDeployment> wish = announcements.deployment(rules.deployment());
        if (wish.isEmpty() || wish.get().getGeneration() != generation) return;
        Serving serving = fleet.serving();
        ReleaseId active = serving.active().id();
        verdict(serving.canary(), active)
                .or(() -> verdict(serving.shadow(), active))
                .or(() -> wish.get().getPrevious() == null
                        ? Optional.empty()
                        : verdict(active, id(wish.get().getPrevious())))
                .flatMap(why -> Wishes.rollback(wish.get(), "automatic rollback", why, clock.instant()))
                .ifPresent(back -> {
                    LOG.atWarn().addKeyValue("reason", back.getReason()).log("rolling back");
                    announcer.deployment(back);
                });
    }

    private Optional<String> verdict(@Nullable ReleaseId release, ReleaseId before) {
        return release == null ? Optional.empty() : watch.verdict(release, before);
    }

    private static ReleaseId id(ReleaseRef ref) {
        return new ReleaseId(ref.getName(), ref.getVersion());
    }

    @Override
    public void close() throws InterruptedException {
        if (closed.getAndSet(true)) return;
        thread.join();
        fleet.close();
        announcements.close();
        announcer.close();
    }
}
