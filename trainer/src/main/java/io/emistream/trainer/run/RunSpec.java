package io.emistream.trainer.run;

import io.emistream.model.ReleaseId;
import io.emistream.model.release.Manifest;
import io.emistream.trainer.recipe.Recipe;
import io.emistream.trainer.recipe.Recipes;
import java.util.List;
import java.util.Map;

/**
 * What a run is to do, as {@code run.json} in its folder keeps it: a resumed run reads it instead of options.
 *
 * @param name of the release it makes
 * @param version of that release
 * @param from {@code NAME/VERSION}, {@code random:small} or {@code random:full}
 * @param outputSet of the labels
 * @param labels of the outputs, in order
 * @param corpus folder of the clips
 * @param dataHash over the clips, so that a resumed run learns from the same
 * @param recipe as {@link Recipes#plain} gives it
 * @param halved whether the release holds 16-bit floats
 * @param licences of the release
 * @param note one sentence for people
 * @param created ISO-8601 instant of the release
 */
public record RunSpec(
        String name,
        String version,
        String from,
        String outputSet,
        List<String> labels,
        String corpus,
        String dataHash,
        Map<String, Object> recipe,
        boolean halved,
        Manifest.Licences licences,
        String note,
        String created) {
    public RunSpec {
        labels = List.copyOf(labels);
    }

    public ReleaseId id() {
        return new ReleaseId(name, version);
    }

    Recipe readRecipe() {
        return Recipes.of(recipe);
    }
}
