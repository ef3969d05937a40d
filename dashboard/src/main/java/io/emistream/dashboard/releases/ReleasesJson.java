package io.emistream.dashboard.releases;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.schemas.avro.ModelDeployment;
import io.emistream.schemas.avro.ReleaseRef;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The JSON of deployments and of how their releases compare. */
final class ReleasesJson {
    private final Standing standing;
    private final Scores scores;

    ReleasesJson(Standing standing, Scores scores) {
        this.standing = standing;
        this.scores = scores;
    }

    ObjectNode all() {
        var json = JsonNodeFactory.instance.objectNode();
        var deployments = json.putArray("deployments");
        standing.deployments().forEach(one -> deployment(deployments.addObject(), one));
        return json;
    }

    private void deployment(ObjectNode json, ModelDeployment wish) {
        json.put("name", wish.getDeployment())
                .put("generation", wish.getGeneration())
                .put("changedBy", wish.getChangedBy())
                .put("changedAt", wish.getChangedAt().toString())
                .put("reason", wish.getReason());
        release(json, "active", wish.getActive());
        release(json, "canary", wish.getCanary());
        release(json, "shadow", wish.getShadow());
        release(json, "previous", wish.getPrevious());
        json.put("canaryShare", wish.getCanaryShare());
        var active = Standing.id(wish.getActive());
        if (wish.getShadow() != null)
            comparison(json.putObject("shadowComparison"), scores.shadow(active, Standing.id(wish.getShadow())));
        if (wish.getCanary() != null)
            comparison(json.putObject("canaryComparison"), scores.canary(active, Standing.id(wish.getCanary())));
    }

    private void release(ObjectNode json, String role, @Nullable ReleaseRef release) {
        if (release == null) {
            json.putNull(role);
            return;
        }
        var stage = standing.stage(release);
        json.putObject(role)
                .put("id", Standing.id(release))
                .put(
                        "stage",
                        stage.map(known -> known.stage().name().toLowerCase(Locale.ROOT))
                                .orElse(null))
                .put("stageReason", stage.map(Standing.Stage::reason).orElse(null));
    }

    private static void comparison(ObjectNode json, Comparison comparison) {
        side(json.putObject("active"), comparison.active());
        side(json.putObject("other"), comparison.other());
        json.put("sameSet", comparison.sameSet());
        var outputs = json.putArray("outputs");
        for (var output : comparison.outputs())
            outputs.addObject()
                    .put("label", output.label())
                    .put("active", output.active())
                    .put("other", output.other())
                    .put("difference", output.difference())
                    .put("pearson", output.pearson());
    }

    private static void side(ObjectNode json, Side side) {
        json.put("segments", side.segments()).put("outputSet", side.outputSet()).put("inferenceMs", side.inferenceMs());
    }
}
