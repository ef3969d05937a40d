package io.emistream.processor.swap;

import io.emistream.model.ReleaseId;
import io.emistream.schemas.avro.ModelDeployment;
import io.emistream.schemas.avro.ReleaseRef;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a deployment is to serve with next, from what it serves with now. Pure. */
public final class Wishes {
    private Wishes() {}

    /**
     * A release takes over from the active one.
     *
     * @param serving what is served with where there is no deployment yet; null where that is not known
     */
    public static ModelDeployment promote(
            String deployment,
            Optional<ModelDeployment> now,
            @Nullable ReleaseRef serving,
            ReleaseId release,
            String by,
            String reason,
            Instant at) {
        ReleaseRef active = now.isPresent() ? now.get().getActive() : serving;
        ReleaseRef next = ref(release);
        ReleaseRef previous =
                next.equals(active) ? now.map(ModelDeployment::getPrevious).orElse(null) : active;
        return wish(deployment, now, next, by, reason, at).setPrevious(previous).build();
    }

    /** A release scores a share of sessions beside the active one. */
    public static ModelDeployment canary(ModelDeployment now, ReleaseId release, double share, String by, Instant at) {
        return ModelDeployment.newBuilder(
                        wish(now.getDeployment(), Optional.of(now), now.getActive(), by, "canary " + release, at)
                                .build())
                .setPrevious(now.getPrevious())
                .setShadow(now.getShadow())
                .setCanary(ref(release))
                .setCanaryShare(share)
                .build();
    }

    /** A release scores for comparison only. */
    public static ModelDeployment shadow(ModelDeployment now, ReleaseId release, String by, Instant at) {
        return ModelDeployment.newBuilder(
                        wish(now.getDeployment(), Optional.of(now), now.getActive(), by, "shadow " + release, at)
                                .build())
                .setPrevious(now.getPrevious())
                .setCanary(now.getCanary())
                .setCanaryShare(now.getCanaryShare())
                .setShadow(ref(release))
                .build();
    }

    /** Away with canary and shadow where there are any, else back to the previous release; nothing where there is neither. */
    public static Optional<ModelDeployment> rollback(ModelDeployment now, String by, String reason, Instant at) {
        var state = Optional.of(now);
        if (now.getCanary() != null || now.getShadow() != null)
            return Optional.of(wish(now.getDeployment(), state, now.getActive(), by, reason, at)
                    .setPrevious(now.getPrevious())
                    .build());
        if (now.getPrevious() == null) return Optional.empty();
        return Optional.of(back(now, id(now.getPrevious()), by, reason, at));
    }

    /** Back to an earlier release, without a previous one: what was just left is nothing to go back to. */
    static ModelDeployment back(ModelDeployment now, ReleaseId to, String by, String reason, Instant at) {
        return wish(now.getDeployment(), Optional.of(now), ref(to), by, reason, at)
                .build();
    }

    private static ModelDeployment.Builder wish(
            String deployment, Optional<ModelDeployment> now, ReleaseRef active, String by, String reason, Instant at) {
        return ModelDeployment.newBuilder()
                .setDeployment(deployment)
                .setGeneration(now.map(ModelDeployment::getGeneration).orElse(0L) + 1)
                .setActive(active)
                .setChangedBy(by)
                .setReason(reason)
                .setChangedAt(at);
    }

    /** Away with a canary or shadow that does badly; the other stays. */
    static ModelDeployment without(ModelDeployment now, ReleaseId release, String by, String reason, Instant at) {
        ReleaseRef bad = ref(release);
        var next = wish(now.getDeployment(), Optional.of(now), now.getActive(), by, reason, at)
                .setPrevious(now.getPrevious());
        if (!bad.equals(now.getCanary())) next.setCanary(now.getCanary()).setCanaryShare(now.getCanaryShare());
        if (!bad.equals(now.getShadow())) next.setShadow(now.getShadow());
        return next.build();
    }

    /** The releases of a deployment, the active one first. */
    static List<ReleaseId> releases(ModelDeployment wish) {
        return Stream.of(wish.getActive(), wish.getCanary(), wish.getShadow())
                .filter(Objects::nonNull)
                .map(Wishes::id)
                .toList();
    }

    /** A release as the wire names it. */
    static ReleaseId id(ReleaseRef ref) {
        return new ReleaseId(ref.getName(), ref.getVersion());
    }

    /** A release as the wire names it. */
    public static ReleaseRef ref(ReleaseId release) {
        return new ReleaseRef(release.name(), release.version());
    }
}
