package io.emistream.processor.swap;

import io.emistream.model.InferenceEngine;
import io.emistream.model.ReleaseId;
import io.emistream.model.engine.BatchingScorer;
import io.emistream.model.engine.Line;
import io.emistream.model.soak.ResidentMemory;
import io.emistream.schemas.avro.ModelDeployment;
import io.emistream.schemas.avro.ModelRelease;
import io.emistream.schemas.avro.ReleaseRef;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engines that are loaded, and which of them serve. A wish is followed whole or, where a release is unfit, in what is fit: an unfit active release
 * changes nothing, an unfit canary or shadow is left out. What a wish needs is loaded aside, one release at a time, so that a later wish never waits
 * for it. Called by one thread; {@link #serving} by any.
 */
final class Fleet {
    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);

    private final BatchingScorer scorer;
    private final ReleaseLoader loader;
    private final Duration keep;
    private final LongSupplier nanos;
    private final ResidentMemory memory = new ResidentMemory();
    private final Map<ReleaseId, InferenceEngine> loaded = new LinkedHashMap<>();
    private final Map<ReleaseId, Long> idleSince = new LinkedHashMap<>();
    private final Map<ReleaseId, String> refused = new LinkedHashMap<>();
    private @Nullable Loading loading;
    private long notBefore;
    private Line line;
    private volatile Serving serving;

    Fleet(BatchingScorer scorer, InferenceEngine first, ReleaseLoader loader, Duration keep, LongSupplier nanos) {
        this.scorer = scorer;
        this.loader = loader;
        this.keep = keep;
        this.nanos = nanos;
        this.notBefore = nanos.getAsLong();
        this.line = Line.of(first);
        loaded.put(first.release().id(), first);
        this.serving = new Serving(first.release(), null, 0, null, List.of(), null);
    }

    Serving serving() {
        return serving;
    }

    /** A wish is new, or more is known: what was refused is tried again. */
    void reconsider() {
        refused.clear();
        notBefore = nanos.getAsLong();
    }

    /** Goes on towards a wish; true when it is followed as far as it can be. Call it again until then; it waits for a batch at most. */
    boolean follow(ModelDeployment wish, Function<ReleaseId, Optional<ModelRelease>> announced) {
        collect();
        Optional<ReleaseId> missing = Wishes.releases(wish).stream()
                .filter(id -> !loaded.containsKey(id) && !refused.containsKey(id))
                .findFirst();
        if (missing.isPresent()) {
            if (loading == null && nanos.getAsLong() - notBefore >= 0)
                loading = Loading.begin(loader, missing.get(), announced.apply(missing.get()), scorer);
            return false;
        }
        InferenceEngine active = engine(wish.getActive());
        if (active == null) {
            tell(reasons());
            LOG.atWarn()
                    .addKeyValue("reason", reasons())
                    .addKeyValue("modelVersion", serving.active().id())
                    .log("release refused; the old one serves on");
        } else {
            swap(wish, active);
        }
        return true;
    }

    private void swap(ModelDeployment wish, InferenceEngine active) {
        InferenceEngine canary = engine(wish.getCanary());
        line = new Line(active, canary, canary == null ? 0 : wish.getCanaryShare(), engine(wish.getShadow()));
        scorer.replace(line).join();
        line.engines().forEach(engine -> idleSince.remove(engine.release().id()));
        loaded.keySet().stream().filter(id -> !serves(id)).forEach(this::idle);
        tell(reasons());
        LOG.atInfo()
                .addKeyValue("generation", wish.getGeneration())
                .addKeyValue("modelVersion", active.release().id())
                .addKeyValue("reason", wish.getReason())
                .addKeyValue("residentMb", memory.bytes() >> 20)
                .log("release in service");
    }

    /** Takes what has been loaded meanwhile. */
    private void collect() {
        if (loading == null || !loading.result().isDone()) return;
        ReleaseId id = loading.id();
        Loading.Result result = loading.result().join();
        loading = null;
        if (result instanceof Loading.Fit fit) {
            loaded.put(id, fit.engine());
            idle(id); // until it serves
            tell(serving.refused());
        } else if (result instanceof Loading.Unfit unfit) {
            refused.put(id, unfit.why());
        } else if (result instanceof Loading.Unreachable later) {
            notBefore = nanos.getAsLong() + TRY_AGAIN.toNanos();
            tell(later.why());
            LOG.atWarn().addKeyValue("reason", later.why()).log("a release is tried again soon; what serves serves on");
        }
    }

    /** Waits for what is being loaded. */
    void settle() {
        if (loading != null) loading.result().join();
    }

    /** Frees what has been idle for long enough. */
    void sweep() {
        long now = nanos.getAsLong();
        List<ReleaseId> old = idleSince.entrySet().stream()
                .filter(idle -> now - idle.getValue() >= keep.toNanos())
                .map(Map.Entry::getKey)
                .toList();
        for (ReleaseId id : old) {
            idleSince.remove(id);
            InferenceEngine engine = loaded.remove(id);
            if (engine != null) engine.close();
            tell(serving.refused());
            LOG.atInfo()
                    .addKeyValue("modelVersion", id)
                    .addKeyValue("residentMb", memory.bytes() >> 20)
                    .log("release freed");
        }
    }

    /** Frees all that does not serve; those that do are the scorer's to close. */
    void close() {
        settle();
        collect();
        loaded.forEach((id, engine) -> {
            if (!serves(id)) engine.close();
        });
        loaded.clear();
    }

    private boolean serves(ReleaseId id) {
        return line.engines().stream().anyMatch(engine -> engine.release().id().equals(id));
    }

    private void idle(ReleaseId id) {
        idleSince.putIfAbsent(id, nanos.getAsLong());
    }

    private @Nullable InferenceEngine engine(@Nullable ReleaseRef ref) {
        return ref == null ? null : loaded.get(Wishes.id(ref));
    }

    private @Nullable String reasons() {
        return refused.isEmpty() ? null : String.join("; ", refused.values());
    }

    private void tell(@Nullable String why) {
        serving = new Serving(
                line.active().release(),
                line.canary() == null ? null : line.canary().release().id(),
                line.share(),
                line.shadow() == null ? null : line.shadow().release().id(),
                List.copyOf(idleSince.keySet()),
                why);
    }
}
