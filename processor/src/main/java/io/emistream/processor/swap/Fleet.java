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
import java.util.ArrayList;
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
 * changes nothing, an unfit canary or shadow is left out. Called by one thread; {@link #serving} by any.
 */
final class Fleet {
    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

    private final BatchingScorer scorer;
    private final ReleaseLoader loader;
    private final Duration keep;
    private final LongSupplier nanos;
    private final ResidentMemory memory = new ResidentMemory();
    private final Map<ReleaseId, InferenceEngine> loaded = new LinkedHashMap<>();
    private final Map<ReleaseId, Long> idleSince = new LinkedHashMap<>();
    private volatile Line line;
    private volatile Serving serving;

    Fleet(BatchingScorer scorer, InferenceEngine first, ReleaseLoader loader, Duration keep, LongSupplier nanos) {
        this.scorer = scorer;
        this.loader = loader;
        this.keep = keep;
        this.nanos = nanos;
        this.line = Line.of(first);
        loaded.put(first.release().id(), first);
        this.serving = new Serving(first.release(), null, 0, null, List.of(), null);
    }

    Serving serving() {
        return serving;
    }

    /** The release that scores a session now. */
    ReleaseId releaseOf(String sessionId) {
        return line.of(sessionId).release().id();
    }

    /** Follows a wish. */
    void apply(ModelDeployment wish, Function<ReleaseId, Optional<ModelRelease>> announced) {
        long before = memory.bytes();
        var refusals = new ArrayList<String>();
        InferenceEngine active = engine(wish.getActive(), announced, refusals);
        if (active == null) {
            refuse(refusals);
            return;
        }
        InferenceEngine canary = engine(wish.getCanary(), announced, refusals);
        InferenceEngine shadow = engine(wish.getShadow(), announced, refusals);
        long withAll = memory.bytes();
        line = new Line(active, canary, canary == null ? 0 : wish.getCanaryShare(), shadow);
        scorer.replace(line).join();
        line.engines().forEach(engine -> idleSince.remove(engine.release().id()));
        loaded.forEach((id, engine) -> {
            if (!line.engines().contains(engine)) idleSince.putIfAbsent(id, nanos.getAsLong());
        });
        tell(refusals.isEmpty() ? null : String.join("; ", refusals));
        LOG.atInfo()
                .addKeyValue("generation", wish.getGeneration())
                .addKeyValue("modelVersion", active.release().id())
                .addKeyValue("reason", wish.getReason())
                .addKeyValue("residentMbBefore", before >> 20)
                .addKeyValue("residentMbWithAll", withAll >> 20)
                .log("release in service");
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
        loaded.values().stream()
                .filter(engine -> !line.engines().contains(engine))
                .forEach(InferenceEngine::close);
        loaded.clear();
    }

    private @Nullable InferenceEngine engine(
            @Nullable ReleaseRef ref, Function<ReleaseId, Optional<ModelRelease>> announced, List<String> refusals) {
        if (ref == null) return null;
        var id = new ReleaseId(ref.getName(), ref.getVersion());
        InferenceEngine there = loaded.get(id);
        if (there != null) return there;
        try {
            InferenceEngine engine = loader.load(id, announced.apply(id));
            loaded.put(id, engine);
            return engine;
        } catch (UnfitRelease e) {
            refusals.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void refuse(List<String> refusals) {
        var why = String.join("; ", refusals);
        tell(why);
        LOG.atWarn()
                .addKeyValue("reason", why)
                .addKeyValue("modelVersion", serving.active().id())
                .log("release refused; the old one serves on");
    }

    private void tell(@Nullable String refused) {
        serving = new Serving(
                line.active().release(),
                line.canary() == null ? null : line.canary().release().id(),
                line.share(),
                line.shadow() == null ? null : line.shadow().release().id(),
                List.copyOf(idleSince.keySet()),
                refused);
    }
}
