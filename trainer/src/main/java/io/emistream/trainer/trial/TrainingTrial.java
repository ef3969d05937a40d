package io.emistream.trainer.trial;

import io.emistream.model.Waveform;
import io.emistream.model.engine.DeviceChoice;
import io.emistream.model.network.Architecture;
import io.emistream.trainer.fit.Example;
import io.emistream.trainer.fit.Task;
import io.emistream.trainer.fit.TimedSteps;
import io.emistream.trainer.recipe.Recipe;
import io.emistream.trainer.recipe.Recipes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * Steps of the paper's recipe on noise, timed.
 *
 * @param architecture of the network, from random weights
 * @param frozen whether the backbone and the affect head stay as they are
 * @param batch clips in a step
 * @param seconds of each clip
 * @param steps measured, after one that is not
 */
public record TrainingTrial(Architecture architecture, boolean frozen, int batch, double seconds, int steps) {

    /**
     * Runs the trial on the calling thread.
     *
     * @param nanos a monotonic clock, in nanoseconds
     * @return steps in a second
     */
    public double run(DeviceChoice device, LongSupplier nanos) throws IOException {
        Recipe recipe = Recipes.read(
                frozen ? "paper-frozen" : "paper",
                Map.of("batch", String.valueOf(batch), "partSeconds", String.valueOf(batch * seconds + 1)));
        var labels = List.of("Admiration", "Amusement", "Determination", "Empathic Pain", "Excitement", "Joy");
        return TimedSteps.run(new Task(recipe, architecture, labels, noise(), List.of()), device, steps, nanos);
    }

    private List<Example> noise() {
        var random = new SplittableRandom(1);
        var examples = new ArrayList<Example>();
        for (int i = 0; i < batch; i++) {
            var samples = new float[(int) (seconds * Waveform.RATE)];
            for (int s = 0; s < samples.length; s++) samples[s] = (float) random.nextDouble(-0.1, 0.1);
            double[] labels = random.doubles(6).toArray();
            var unrated = new double[] {Double.NaN, Double.NaN, Double.NaN};
            examples.add(new Example("noise-" + i, labels, unrated, samples.length, () -> new Waveform(samples)));
        }
        return examples;
    }
}
