package io.emistream.trainer.fit;

import io.emistream.model.Waveform;
import io.emistream.model.network.Architecture;
import io.emistream.trainer.augment.Augmentation;
import io.emistream.trainer.recipe.Recipe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A batch as the network takes it.
 *
 * @param examples its clips
 * @param waveforms of each, changed by chance
 * @param masks hidden frames of each
 */
record Prepared(List<Example> examples, List<Waveform> waveforms, List<boolean[]> masks) {

    /** Reads and changes the clips of a batch; the same for the same seed. */
    static Prepared of(List<Example> examples, Recipe recipe, Architecture architecture, long seed) throws IOException {
        var augmentation = new Augmentation(recipe.augmentation());
        var random = new SplittableRandom(seed);
        var waveforms = new ArrayList<Waveform>();
        var masks = new ArrayList<boolean[]>();
        for (Example example : examples) {
            float[] samples = example.audio().read().samples();
            samples = augmentation.change(samples, random);
            samples = fit(samples, recipe, architecture, random);
            waveforms.add(new Waveform(samples));
            masks.add(FrameMask.draw(recipe.masking(), architecture.frames(samples.length), random));
        }
        return new Prepared(examples, waveforms, masks);
    }

    private static float[] fit(float[] samples, Recipe recipe, Architecture architecture, SplittableRandom random) {
        float[] stretch = recipe.cropSeconds() > 0
                ? Augmentation.crop(samples, (int) (recipe.cropSeconds() * Waveform.RATE), random)
                : Arrays.copyOf(samples, Math.min(samples.length, Waveform.LONGEST));
        // a changed speed may leave less than one frame
        return stretch.length < architecture.field() ? Arrays.copyOf(stretch, architecture.field()) : stretch;
    }
}
