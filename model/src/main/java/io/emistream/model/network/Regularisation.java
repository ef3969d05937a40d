package io.emistream.model.network;

/**
 * What is left out by chance while a network learns; never at inference. Rates in [0, 1), 0 for none; the places are those of Hugging Face's wav2vec 2.0.
 *
 * @param projection after the feature projection
 * @param hidden before the transformer, and after each of its blocks
 * @param attention of attention weights
 * @param activation inside feed-forward blocks
 * @param head before both layers of the affect head
 * @param lstm between LSTM layers
 * @param layerDrop of whole transformer layers
 */
public record Regularisation(
        double projection,
        double hidden,
        double attention,
        double activation,
        double head,
        double lstm,
        double layerDrop) {
    /** Nothing is left out. */
    public static final Regularisation NONE = new Regularisation(0, 0, 0, 0, 0, 0, 0);

    public Regularisation {
        rate("projection", projection);
        rate("hidden", hidden);
        rate("attention", attention);
        rate("activation", activation);
        rate("head", head);
        rate("lstm", lstm);
        rate("layerDrop", layerDrop);
    }

    private static void rate(String name, double value) {
        Checks.that(value >= 0 && value < 1, "regularisation.%s is %s; give a rate from 0 to below 1", name, value);
    }
}
