package io.emistream.processor.swap;

import io.emistream.model.InferenceEngine;
import io.emistream.model.ReleaseId;
import io.emistream.model.engine.BatchingScorer;
import io.emistream.schemas.Topics;
import io.emistream.schemas.avro.ModelDeployment;
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
    private static final String BY_ITSELF = "automatic rollback";

    private final SwapRules rules;
    private final Announcements announcements;
    private final Announcer announcer;
    private final Fleet fleet;
    private final Watch watch;
    private final InstantSource clock;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread;
    private @Nullable ModelDeployment wish;
    private boolean followed = true;

    /** What served before the wish that is followed, and may be gone back to. */
    private @Nullable ReleaseId before;

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
        scorer.tell(watch);
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
        while (!swapping.followed) {
            swapping.fleet.settle();
            swapping.look();
        }
        swapping.thread.start();
        return swapping;
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
        announcements
                .deployment(rules.deployment())
                .filter(latest -> !latest.equals(wish) || unheard.stream().anyMatch(this::heard))
                .ifPresent(this::begin);
        if (wish != null && !followed) followed = fleet.follow(wish, announcements::release);
        fleet.sweep();
    }

    private void begin(ModelDeployment next) {
        ReleaseId active = fleet.serving().active().id();
        List<ReleaseId> wanted = Wishes.releases(next);
        // counts anew for what comes into service; what served before keeps its record, for comparison
        wanted.stream().filter(release -> !release.equals(active)).forEach(watch::forget);
        before = before(next, active);
        unheard = wanted.stream().filter(release -> !heard(release)).toList();
        fleet.reconsider();
        wish = next;
        followed = false;
    }

    /** The wish's previous release, else what served here, which the first wish cannot name; nothing after going back. */
    private @Nullable ReleaseId before(ModelDeployment next, ReleaseId active) {
        ReleaseId wanted = Wishes.id(next.getActive());
        if (next.getPrevious() != null) return Wishes.id(next.getPrevious());
        if (wanted.equals(active)) return before;
        return wanted.equals(before) ? null : active;
    }

    private boolean heard(ReleaseId release) {
        return announcements.release(release).isPresent();
    }

    private void judge() {
        if (wish == null
                || !followed
                || !announcements.deployment(rules.deployment()).equals(Optional.of(wish))) return;
        ModelDeployment now = wish;
        Serving serving = fleet.serving();
        ReleaseId active = serving.active().id();
        Stream.of(serving.canary(), serving.shadow())
                .filter(Objects::nonNull)
                .flatMap(beside -> watch
                        .verdict(beside, active)
                        .map(why -> Wishes.without(now, beside, BY_ITSELF, why, clock.instant()))
                        .stream())
                .findFirst()
                .or(() -> back(now, active))
                .ifPresent(next -> {
                    LOG.atWarn().addKeyValue("reason", next.getReason()).log("rolling back");
                    announcer.deployment(next);
                });
    }

    private Optional<ModelDeployment> back(ModelDeployment now, ReleaseId active) {
        ReleaseId earlier = before;
        if (earlier == null || !Wishes.id(now.getActive()).equals(active)) return Optional.empty();
        return watch.verdict(active, earlier).map(why -> Wishes.back(now, earlier, BY_ITSELF, why, clock.instant()));
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
