package io.emistream.trainer.fit;

import io.emistream.model.Waveform;
import io.emistream.model.engine.DeviceChoice;
import io.emistream.model.engine.LearningNetwork;
import io.emistream.model.engine.LearningRules;
import io.emistream.model.network.Parameters;
import io.emistream.model.weights.SeededWeights;
import java.io.IOException;
import java.util.function.LongSupplier;

/** Steps of a task from random weights, on its first batch, with nothing else around them. */
public final class TimedSteps {
    private TimedSteps() {}

    /**
     * Takes one step, then {@code steps} that are timed.
     *
     * @return steps in a second
     */
    public static double run(Task task, DeviceChoice device, int steps, LongSupplier nanos) throws IOException {
        var start = new SeededWeights(Parameters.of(task.architecture()), 1);
        try (var network = LearningNetwork.open(task.architecture(), Prefixed.weights(start), rules(task, device))) {
            step(task, network, 0);
            long started = nanos.getAsLong();
            for (int i = 1; i <= steps; i++) step(task, network, i);
            return steps * 1e9 / (nanos.getAsLong() - started);
        }
    }

    /** How a task's network learns. */
    public static LearningRules rules(Task task, DeviceChoice device) {
        var recipe = task.recipe();
        return new LearningRules(
                device,
                recipe.precision(),
                recipe.regularisation(),
                new Pace(
                        recipe.freeze(),
                        task.architecture().transformer().layers(),
                        recipe.optimiser().layerDecay()),
                (long) (recipe.partSeconds() * Waveform.RATE),
                (int) (recipe.zeroPadding() * Waveform.RATE),
                recipe.optimiser().averaging() > 0);
    }

    private static void step(Task task, LearningNetwork network, int number) throws IOException {
        var batch = Prepared.of(task.batch(0, 0), task.recipe(), task.architecture(), number);
        var objective = new Objective(
                task.recipe().loss(), batch.examples(), task.labels().size());
        network.learn(batch.waveforms(), batch.masks(), number, objective);
        var optimiser = task.recipe().optimiser();
        network.step(Fit.rules(optimiser, optimiser.rate()), number + 1L);
    }
}
