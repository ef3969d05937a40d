package io.emistream.app.role;

import io.emistream.model.ReleaseId;
import io.emistream.model.release.Manifest;
import io.emistream.model.release.ReleaseRefused;
import io.emistream.model.release.ReleaseStore;
import io.emistream.schemas.avro.ModelRelease;
import io.emistream.schemas.avro.ReleaseStage;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** What is said on Kafka of a release in a store. */
public final class ReleaseNews {
    private ReleaseNews() {}

    /**
     * Says it.
     *
     * @param why it is at that stage; null where there is nothing to say
     * @throws ReleaseRefused when there is no such release
     */
    public static ModelRelease of(
            ReleaseStore store, ReleaseId id, ReleaseStage stage, @Nullable String why, Instant now)
            throws IOException, ReleaseRefused {
        Manifest manifest = store.manifest(id);
        return ModelRelease.newBuilder()
                .setName(id.name())
                .setVersion(id.version())
                .setLocation(store.location(id).toString())
                .setManifestSha256(store.manifestHash(id))
                .setSizeBytes(store.size(id))
                .setOutputSet(manifest.outputSet())
                .setLabels(manifest.labels())
                .setGivesAffect(manifest.architecture().fusion().affectHead())
                .setTrained(manifest.trained())
                .setStage(stage)
                .setStageReason(why)
                .setMetrics(new HashMap<>(manifest.metrics()))
                .setParent(manifest.parent())
                .setWeightsLicence(manifest.licences().weights())
                .setPublishedAt(now)
                .build();
    }
}
