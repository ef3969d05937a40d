package io.emistream.model.engine;

/**
 * One step of AdamW (Loshchilov and Hutter 2019), as PyTorch takes it.
 *
 * @param rate learning rate of the fastest weights
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon added to the root of the second moment
 * @param decay weight decay, on every weight
 * @param clipValue gradients are cut to ± this, element by element; 0 for no limit
 * @param clipNorm then all are scaled down to at most this norm; 0 for no limit
 * @param averaging decay of the moving average of weights; 0 for none
 */
public record StepRules(
        double rate,
        double beta1,
        double beta2,
        double epsilon,
        double decay,
        double clipValue,
        double clipNorm,
        double averaging) {}
