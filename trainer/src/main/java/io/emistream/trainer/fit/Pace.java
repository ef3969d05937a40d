package io.emistream.trainer.fit;

import io.emistream.trainer.recipe.Recipe;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Share of the learning rate that each weight gets, by its depth below the heads; 0 where it is frozen.
 *
 * @param layers of the transformer
 * @param decay factor from each layer to the one below
 */
public record Pace(Recipe.Freeze freeze, int layers, double decay) implements ToDoubleFunction<String> {
    private static final Pattern LAYER = Pattern.compile("wav2vec2\\.encoder\\.layers\\.(\\d+)\\..*");

    @Override
    public double applyAsDouble(String weight) {
        return frozen(weight) ? 0 : Math.pow(decay, depth(weight));
    }

    private boolean frozen(String weight) {
        if (freeze.backbone() && (weight.startsWith("wav2vec2.") || weight.startsWith("classifier."))) return true;
        if (freeze.convolutions() && weight.startsWith("wav2vec2.feature_extractor.")) return true;
        return freeze.layers() > 0 && depth(weight) > layers - freeze.layers();
    }

    /** 0 for the heads and the last norm, 1 for the top layer, and one more than there are layers for what is below them. */
    private int depth(String weight) {
        Matcher layer = LAYER.matcher(weight);
        if (layer.matches()) return layers - Integer.parseInt(layer.group(1));
        return weight.startsWith("wav2vec2.") && !weight.startsWith("wav2vec2.encoder.layer_norm.") ? layers + 1 : 0;
    }
}
