package io.emistream.dashboard.releases;

import io.emistream.schemas.avro.ModelDeployment;
import io.emistream.schemas.avro.ModelRelease;
import io.emistream.schemas.avro.ReleaseRef;
import io.emistream.schemas.avro.ReleaseStage;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was last said of each deployment and of each release. Not thread-safe. */
final class Standing {
    private final Map<String, ModelDeployment> deployments = new TreeMap<>();
    private final Map<String, Stage> stages = new HashMap<>();

    /** @param next null where the deployment is no more; out of date where its generation is not above the last one */
    void deployment(String name, @Nullable ModelDeployment next) {
        if (next == null) deployments.remove(name);
        else deployments.merge(name, next, (old, now) -> now.getGeneration() > old.getGeneration() ? now : old);
    }

    /** @param announced null where the release is no more */
    void release(String id, @Nullable ModelRelease announced) {
        if (announced == null) stages.remove(id);
        else stages.put(id, new Stage(announced.getStage(), announced.getStageReason()));
    }

    void forget() {
        deployments.clear();
        stages.clear();
    }

    /** By name. */
    Collection<ModelDeployment> deployments() {
        return deployments.values();
    }

    /** How far a release has come; empty where it was not announced. */
    Optional<Stage> stage(ReleaseRef release) {
        return Optional.ofNullable(stages.get(id(release)));
    }

    static String id(ReleaseRef release) {
        return release.getName() + "/" + release.getVersion();
    }

    /** @param reason for people; null where there is nothing to say */
    record Stage(ReleaseStage stage, @Nullable String reason) {}
}
