package io.emistream.dashboard;

import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AffectValues;
import io.emistream.schemas.avro.ModelDeployment;
import io.emistream.schemas.avro.ModelRelease;
import io.emistream.schemas.avro.ReleaseRef;
import io.emistream.schemas.avro.ReleaseStage;
import io.emistream.schemas.avro.StageLatency;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;

/** What a deployment of the releases {@code demo-small} goes through. */
final class Rollout {
    private final TestBroker broker;
    private final String name;
    private final Instant now;
    private long generation;

    Rollout(TestBroker broker, String name, Instant now) {
        this.broker = broker;
        this.name = name;
        this.now = now;
    }

    /** A wish, not published yet. */
    ModelDeployment.Builder wish(String active, String reason) {
        return ModelDeployment.newBuilder()
                .setDeployment(name)
                .setGeneration(++generation)
                .setActive(ref(active))
                .setChangedBy("grace")
                .setReason(reason)
                .setChangedAt(now);
    }

    void publish(ModelDeployment.Builder wish) {
        broker.publish(broker.topics().modelDeployments(), name, List.of(wish.build()));
    }

    void announce(String version, ReleaseStage stage, String reason) {
        var release = ModelRelease.newBuilder()
                .setName("demo-small")
                .setVersion(version)
                .setLocation("file:///releases/demo-small/" + version)
                .setManifestSha256("0".repeat(64))
                .setSizeBytes(1)
                .setOutputSet("emi-v1")
                .setLabels(Talk.LABELS)
                .setGivesAffect(true)
                .setTrained(true)
                .setStage(stage)
                .setStageReason(reason)
                .setPublishedAt(now)
                .build();
        broker.publish(broker.topics().modelReleases(), "demo-small/" + version, List.of(release));
    }

    static ReleaseRef ref(String version) {
        return new ReleaseRef("demo-small", version);
    }

    /** What another version says of the same segment: all values higher by that much, in 10 ms more. */
    static AffectEvent rescored(AffectEvent event, String version, float more) {
        var intensities = new HashMap<String, Float>();
        event.getIntensities().forEach((label, value) -> intensities.put(label, value + more));
        var affect = event.getAffect();
        var latency = event.getLatency();
        return AffectEvent.newBuilder(event)
                .setModelVersion(version)
                .setIntensities(intensities)
                .setAffect(
                        affect == null
                                ? null
                                : new AffectValues(
                                        affect.getArousal() + more,
                                        affect.getDominance() + more,
                                        affect.getValence() + more))
                .setLatency(new StageLatency(
                        latency.getCaptureMs(),
                        latency.getWaitingMs(),
                        latency.getInferenceMs() + 10,
                        latency.getTotalMs() + 10))
                .build();
    }
}
