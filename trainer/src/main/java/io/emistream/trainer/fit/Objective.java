package io.emistream.trainer.fit;

import io.emistream.model.engine.BatchLoss;
import io.emistream.model.engine.Outputs;
import io.emistream.trainer.recipe.Recipe.LossRules;
import java.util.List;

/** What a batch is to become: the loss of its intensities, plus that of its affect times the recipe's weight. */
final class Objective implements BatchLoss {
    private static final int AFFECT = 3;

    private final Loss intensities;
    private final Loss affect;
    private final double affectWeight;

    Objective(LossRules rules, List<Example> batch, int labels) {
        this.intensities =
                new Loss(rules.kind(), batch.stream().map(Example::labels).toArray(double[][]::new), labels);
        this.affect = new Loss(rules.kind(), batch.stream().map(Example::affect).toArray(double[][]::new), AFFECT);
        this.affectWeight = rules.affectWeight();
    }

    double value(Outputs outputs) {
        double value = intensities.value(outputs.intensities());
        return affectWeight == 0 ? value : value + affectWeight * affect.value(outputs.affect());
    }

    @Override
    public Outputs gradient(Outputs outputs) {
        float[][] slopes =
                affectWeight == 0 ? new float[outputs.affect().length][AFFECT] : affect.gradient(outputs.affect());
        for (float[] row : slopes) for (int i = 0; i < AFFECT; i++) row[i] *= (float) affectWeight;
        return new Outputs(intensities.gradient(outputs.intensities()), slopes);
    }

    @Override
    public boolean separable() {
        return intensities.separable();
    }
}
