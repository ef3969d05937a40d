package io.emistream.trainer.run;

import io.emistream.model.ReleaseId;
import io.emistream.model.release.Manifest;
import io.emistream.schemas.avro.Split;
import io.emistream.trainer.recipe.Recipe;
import io.emistream.trainer.recipe.Recipes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run is to do, as {@code run.json} in its folder keeps it: a resumed run reads it instead of options.
 *
 * @param name of the release it makes
 * @param version of that release
 * @param from {@code NAME/VERSION}, {@code backbone:NAME/VERSION} for its wav2vec 2.0 and affect head alone, {@code random:small},
 *     {@code random:full} or {@code random:log-mel}
 * @param outputSet of the labels
 * @param labels of the outputs, in order
 * @param corpus folder of the clips
 * @param dataHash over the clips, so that a resumed run learns from the same
 * @param within a split whose speakers alone are learned from, two thirds of them, and judged by, the others; null for the corpus's own splits
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
        @Nullable Split within,
        Map<String, Object> recipe,
        boolean halved,
        Manifest.Licences licences,
        String note,
        String created) {
    /** Before the name of a release whose heads are left out. */
    public static final String BACKBONE = "backbone:";

    /** Before the size of a network with random weights. */
    public static final String RANDOM = "random:";

    public RunSpec {
        labels = List.copyOf(labels);
    }

    public ReleaseId id() {
        return new ReleaseId(name, version);
    }

    /** The release that it starts from; null where weights are random. */
    @Nullable
    String parent() {
        if (from.startsWith(RANDOM)) return null;
        return backboneOnly() ? from.substring(BACKBONE.length()) : from;
    }

    /** Whether heads start anew, though the release it starts from has some. */
    boolean backboneOnly() {
        return from.startsWith(BACKBONE);
    }

    Recipe readRecipe() {
        return Recipes.of(recipe);
    }
}
