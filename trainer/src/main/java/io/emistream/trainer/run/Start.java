package io.emistream.trainer.run;

import io.emistream.model.network.Architecture;
import io.emistream.model.network.Parameters;
import io.emistream.model.release.Release;
import io.emistream.model.weights.SeededWeights;
import io.emistream.model.weights.WeightSource;
import io.emistream.trainer.fit.Prefixed;
import io.emistream.trainer.recipe.Recipe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where training starts: another release's weights where they fit, random ones elsewhere.
 *
 * @param architecture of the network to be trained
 * @param weights under {@code w.<name>}, as a learning network takes them
 * @param fresh names of those that are random
 */
record Start(Architecture architecture, WeightSource weights, List<String> fresh) {
    private static final String BACKBONE = "wav2vec2.";
    private static final String AFFECT = "classifier.";
    private static final String HEAD = "fusion_model.";

    /**
     * Plans a start.
     *
     * @param backbone encoder and transformer to build on
     * @param release whose weights are taken; null for none
     * @param spec names the outputs: a head for other ones starts anew
     */
    static Start of(Architecture backbone, @Nullable Release release, RunSpec spec, Recipe recipe) {
        var architecture = new Architecture(
                backbone.encoder(),
                backbone.transformer(),
                recipe.parts().fusion(spec.labels().size()));
        Map<String, List<Integer>> shapes = Parameters.of(architecture);
        var random = new SeededWeights(shapes, recipe.seed());
        var fresh = new ArrayList<String>();
        boolean sameOutputs = release != null
                && release.manifest().outputSet().equals(spec.outputSet())
                && release.manifest().labels().equals(spec.labels());
        shapes.forEach((name, shape) -> {
            boolean fits = release != null
                    && shape.equals(release.weights().shapes().get(name))
                    && (sameOutputs || !name.startsWith(HEAD))
                    && (!spec.backboneOnly() || name.startsWith(BACKBONE) || name.startsWith(AFFECT));
            if (!fits) fresh.add(name);
        });
        return new Start(
                architecture,
                Prefixed.weights(new WeightSource() {
                    @Override
                    public Map<String, List<Integer>> shapes() {
                        return shapes;
                    }

                    @Override
                    public float[] read(String name) throws IOException {
                        return release == null || fresh.contains(name)
                                ? random.read(name)
                                : release.weights().read(name);
                    }
                }),
                List.copyOf(fresh));
    }
}
