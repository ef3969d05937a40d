package io.emistream.model.network;

/**
 * Parts of the systems that the paper compares itself with, above the transformer (docs/ablation.md says which system has which).
 *
 * @param statistics mean, standard deviation, minimum and maximum of each feature over frames reach the fusion head
 * @param convolutions causal convolutions over frames, three wide, each twice as dilated as the one before, each added to its input; 0 for none
 * @param attention transformer layers after those; the mean over frames of what comes out reaches the fusion head; 0 for none
 * @param lateFusion each part has a linear head of its own, and the outputs are their mean
 * @param votingFrames windows of so many frames each give outputs by their mean over frames, and the clip's are the mean of its windows'; 0 for none
 */
public record Compared(boolean statistics, int convolutions, int attention, boolean lateFusion, int votingFrames) {
    /** The paper's network has none of them. */
    public static final Compared NONE = new Compared(false, 0, 0, false, 0);

    /** Width of a convolution over frames, before its dilation. */
    static final int KERNEL = 3;

    public Compared {
        Checks.range("fusion.compared.convolutions", convolutions, 0, 16);
        Checks.range("fusion.compared.attention", attention, 0, 64);
        Checks.range("fusion.compared.votingFrames", votingFrames, 0, 10_000);
    }

    /** Whether frames are seen in the context of others before their mean is taken. */
    boolean hasContext() {
        return convolutions > 0 || attention > 0;
    }

    void check(boolean affectHead, boolean globalVectorAlone, boolean regressionHead) {
        Checks.that(
                attention == 0 || !affectHead,
                "fusion.compared.attention is %d; its heads divide the hidden size, so leave out the affect head",
                attention);
        Checks.that(
                !lateFusion || !regressionHead,
                "fusion.compared.lateFusion has linear heads; leave out the regression head");
        Checks.that(
                votingFrames == 0 || globalVectorAlone && !statistics && !hasContext() && !lateFusion,
                "fusion.compared.votingFrames is %d; windows vote by their global vector alone: leave out other parts",
                votingFrames);
    }
}
