package io.emistream.trainer.recipe;

import io.emistream.model.network.Architecture;
import io.emistream.model.network.Compared;
import io.emistream.model.network.Precision;
import io.emistream.model.network.Regularisation;
import io.emistream.trainer.augment.AugmentationRules;

/**
 * How a network is trained (the paper's section 4 and its public code, where {@link Recipes} does not say otherwise).
 *
 * @param seed of everything that is left to chance
 * @param epochs at most
 * @param patience epochs without a better validation before it ends early; 0 for never
 * @param batch clips an optimiser step sees
 * @param partSeconds seconds of audio in one pass; a larger batch runs in parts whose gradients add up, which bounds memory
 * @param cropSeconds a random stretch of this length is taken of a longer clip, in training only; 0 for the first 12 s
 * @param zeroPadding for an experiment only: a batch is padded with zeros to at least so many seconds, and the network is not told where clips end; 0, as it
 *     should be, for clips that never see another's padding
 * @param trainOnValidation whether validation clips are trained on too, for a final release: nothing is then left to choose an epoch by
 * @param precision of what lies between weights; fp16 and bf16 for GPUs
 * @param parts which parts the network has
 * @param loss what is minimised
 * @param optimiser how weights move
 * @param freeze which weights do not
 * @param regularisation what is left out by chance
 * @param masking which frames are hidden by chance
 * @param augmentation how audio is changed by chance
 */
public record Recipe(
        int seed,
        int epochs,
        int patience,
        int batch,
        double partSeconds,
        double cropSeconds,
        double zeroPadding,
        boolean trainOnValidation,
        Precision precision,
        Parts parts,
        LossRules loss,
        OptimiserRules optimiser,
        Freeze freeze,
        Regularisation regularisation,
        Masking masking,
        AugmentationRules augmentation) {
    public Recipe {
        BadRecipe.unless(epochs >= 1 && epochs <= 100_000, "epochs", epochs, "give 1 to 100,000");
        BadRecipe.unless(patience >= 0, "patience", patience, "give 0 (never) or more");
        BadRecipe.unless(batch >= 1 && batch <= 4096, "batch", batch, "give 1 to 4,096 clips");
        BadRecipe.unless(partSeconds > 0, "partSeconds", partSeconds, "give a positive number");
        BadRecipe.unless(cropSeconds >= 0 && cropSeconds <= 12, "cropSeconds", cropSeconds, "give 0 (none) to 12");
        BadRecipe.unless(zeroPadding >= 0 && zeroPadding <= 12, "zeroPadding", zeroPadding, "give 0 (none) to 12");
    }

    /**
     * Parts of the network above the transformer: the rows of the paper's Table 2.
     *
     * @param affectHead V: affect is predicted at each frame and appended to it
     * @param globalVector G: the mean over frames reaches the fusion head
     * @param lstmLayers L: LSTM layers; 0 for none
     * @param regressionHead R: two layers instead of one
     * @param compared parts of the systems that the paper compares itself with
     */
    public record Parts(
            boolean affectHead, boolean globalVector, int lstmLayers, boolean regressionHead, Compared compared) {
        /** The fusion of a network with that many outputs. */
        public Architecture.Fusion fusion(int outputs) {
            return new Architecture.Fusion(affectHead, globalVector, lstmLayers, regressionHead, outputs, compared);
        }
    }

    /**
     * What is minimised: the loss of the intensities, plus that of affect times its weight.
     *
     * @param kind of both
     * @param affectWeight 0 where affect is not trained on, as in the paper
     */
    public record LossRules(LossKind kind, double affectWeight) {
        public LossRules {
            BadRecipe.unless(affectWeight >= 0, "loss.affectWeight", affectWeight, "give 0 or more");
        }
    }

    /** A loss. */
    public enum LossKind {
        /** Mean of squared differences. */
        MSE,
        /** One minus the mean of concordance correlations (Lin 1989) over outputs. */
        CCC,
        /** One minus the mean of Pearson's correlations over outputs. */
        PEARSON,
        /** Mean of {@link #MSE} and {@link #CCC}. */
        MSE_CCC
    }

    /**
     * AdamW with a linear warm-up and a cosine decay.
     *
     * @param rate learning rate after the warm-up
     * @param warmUpEpochs over which it grows from near 0
     * @param floor share of the rate that is left at the end
     * @param layerDecay factor of the rate from each layer to the one below; 1 for the same rate everywhere
     * @param beta1 decay of the first moment
     * @param beta2 decay of the second moment
     * @param epsilon added to the root of the second moment
     * @param decay weight decay, on every weight
     * @param clipValue gradients are cut to ± this; 0 for no limit
     * @param clipNorm then scaled down to at most this norm; 0 for no limit
     * @param averaging decay of the moving average of weights that is evaluated and published; 0 for none
     */
    public record OptimiserRules(
            double rate,
            double warmUpEpochs,
            double floor,
            double layerDecay,
            double beta1,
            double beta2,
            double epsilon,
            double decay,
            double clipValue,
            double clipNorm,
            double averaging) {
        public OptimiserRules {
            BadRecipe.unless(rate > 0 && rate <= 1, "optimiser.rate", rate, "give a number above 0, at most 1");
            BadRecipe.unless(warmUpEpochs >= 0, "optimiser.warmUpEpochs", warmUpEpochs, "give 0 or more");
            BadRecipe.unless(floor >= 0 && floor <= 1, "optimiser.floor", floor, "give a share from 0 to 1");
            BadRecipe.unless(
                    layerDecay > 0 && layerDecay <= 1, "optimiser.layerDecay", layerDecay, "give above 0, at most 1");
            BadRecipe.share("optimiser.beta1", beta1);
            BadRecipe.share("optimiser.beta2", beta2);
            BadRecipe.unless(epsilon > 0, "optimiser.epsilon", epsilon, "give a positive number");
            BadRecipe.unless(decay >= 0, "optimiser.decay", decay, "give 0 or more");
            BadRecipe.unless(clipValue >= 0, "optimiser.clipValue", clipValue, "give 0 (no limit) or more");
            BadRecipe.unless(clipNorm >= 0, "optimiser.clipNorm", clipNorm, "give 0 (no limit) or more");
            BadRecipe.share("optimiser.averaging", averaging);
        }
    }

    /**
     * Which weights of the backbone stay as they are.
     *
     * @param convolutions the speech encoder's
     * @param layers that many transformer layers from below, and all that is below them
     * @param backbone all of wav2vec 2.0, and the affect head
     */
    public record Freeze(boolean convolutions, int layers, boolean backbone) {
        public Freeze {
            BadRecipe.unless(layers >= 0, "freeze.layers", layers, "give 0 or more");
        }
    }

    /**
     * Time masking (SpecAugment, Park et al. 2019) as wav2vec 2.0 does it: stretches of frames are replaced by a learned vector.
     *
     * @param probability that a frame starts a stretch, times its length; 0 for no masking
     * @param length of a stretch, in frames
     * @param least stretches in a clip; clips shorter than one stretch are left alone
     */
    public record Masking(double probability, int length, int least) {
        public Masking {
            BadRecipe.share("masking.probability", probability);
            BadRecipe.unless(length >= 1, "masking.length", length, "give 1 frame or more");
            BadRecipe.unless(least >= 0, "masking.least", least, "give 0 or more");
        }
    }
}
