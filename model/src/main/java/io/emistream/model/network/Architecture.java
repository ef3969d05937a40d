package io.emistream.model.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The shape of a fusion network, whole and final: speech encoder, transformer, and what is made of its hidden states. {@link #full()} is the
 * published one; {@link #small()} runs fast on a CPU. Each part checks itself, so an architecture that exists can be built.
 *
 * @param encoder from samples to frames
 * @param transformer from frames to hidden states
 * @param fusion from hidden states to affect and intensities
 */
public record Architecture(SpeechEncoder encoder, Transformer transformer, Fusion fusion) {

    /** The published architecture: wav2vec 2.0 large with 12 layers, affect head, global vector and two LSTM layers; six outputs. */
    public static Architecture full() {
        return new Architecture(
                SpeechEncoder.wav2vec2(512, SpeechEncoder.Norm.LAYER),
                new Transformer(1024, 12, 16, 4096, true, 128, 16, 1e-5),
                new Fusion(true, true, 2, true, 6));
    }

    /** The bundled architecture: the same parts, narrow enough for 100 s of audio per second on two cores. */
    public static Architecture small() {
        return new Architecture(
                SpeechEncoder.wav2vec2(128, SpeechEncoder.Norm.LAYER),
                new Transformer(256, 4, 4, 1024, true, 64, 16, 1e-5),
                new Fusion(true, true, 2, true, 6));
    }

    /** As small, over log-mel spectra instead of convolutions: for systems without a pretrained backbone. */
    public static Architecture logMel() {
        return new Architecture(
                SpeechEncoder.logMel(64),
                new Transformer(256, 4, 4, 1024, true, 64, 16, 1e-5),
                new Fusion(true, true, 2, true, 6));
    }

    /** Frames that {@code samples} yield; 0 below the receptive field. */
    public int frames(int samples) {
        int length = samples;
        for (int i = 0; i < encoder.kernels().size(); i++) {
            length = length < encoder.kernels().get(i)
                    ? 0
                    : (length - encoder.kernels().get(i)) / encoder.strides().get(i) + 1;
        }
        return length;
    }

    /** Samples between one frame and the next. */
    public int hop() {
        return encoder.strides().stream().reduce(1, Math::multiplyExact);
    }

    /** Samples that one frame sees; fewer yield none. */
    public int field() {
        int field = 1;
        for (int i = encoder.kernels().size() - 1; i >= 0; i--) {
            field = (field - 1) * encoder.strides().get(i) + encoder.kernels().get(i);
        }
        return field;
    }

    /** Width of a frame's features after the affect head: hidden size, plus 3 with affect. */
    public int frameWidth() {
        return transformer.hidden() + (fusion.affectHead() ? 3 : 0);
    }

    /** Widths of the parts that the fusion head reads, in order: global vector, temporal features, and what {@link Compared} adds. */
    public List<Integer> partWidths() {
        var widths = new ArrayList<Integer>();
        if (fusion.globalVector()) widths.add(frameWidth());
        if (fusion.lstmLayers() > 0) widths.add(frameWidth());
        if (fusion.compared().statistics()) widths.add(4 * frameWidth());
        if (fusion.compared().hasContext()) widths.add(frameWidth());
        return widths;
    }

    /** Width of what the fusion head reads: all parts together. */
    public int fusedWidth() {
        return partWidths().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Convolutions over the waveform.
     *
     * @param channels output channels of each layer
     * @param kernels kernel of each layer, in its input's frames
     * @param strides stride of each layer
     * @param norm where and how the layers are normalised
     * @param bias whether convolutions add a bias
     */
    public record SpeechEncoder(
            List<Integer> channels, List<Integer> kernels, List<Integer> strides, Norm norm, boolean bias) {
        /** How convolutions are normalised. */
        public enum Norm {
            /** Over channels, after every layer. */
            LAYER,
            /** Over time, each channel apart, after the first layer only. */
            GROUP,
            /** Nothing is convolved or normalised: the one layer is a log-mel spectrum of 125 to 7,500 Hz, its channels being the bands. */
            LOG_MEL
        }

        public SpeechEncoder {
            channels = List.copyOf(channels);
            kernels = List.copyOf(kernels);
            strides = List.copyOf(strides);
            Checks.that(
                    !channels.isEmpty() && channels.size() == kernels.size() && channels.size() == strides.size(),
                    "encoder has %d channels, %d kernels and %d strides; give one of each per layer",
                    channels.size(),
                    kernels.size(),
                    strides.size());
            channels.forEach(c -> Checks.range("encoder.channels", c, 1, 8192));
            kernels.forEach(k -> Checks.range("encoder.kernels", k, 1, 1024));
            strides.forEach(s -> Checks.range("encoder.strides", s, 1, 1024));
            Checks.that(
                    norm != Norm.LOG_MEL || channels.size() == 1 && !bias,
                    "a log-mel spectrum is one layer without a bias, not %d",
                    channels.size());
        }

        /** Log-mel spectra as VGGish reads them: windows of 25 ms, one each 10 ms. */
        public static SpeechEncoder logMel(int bands) {
            return new SpeechEncoder(List.of(bands), List.of(400), List.of(160), Norm.LOG_MEL, false);
        }

        /** The seven layers of wav2vec 2.0: 20 ms between frames, 25 ms seen by each. */
        public static SpeechEncoder wav2vec2(int channels, Norm norm) {
            return new SpeechEncoder(
                    Collections.nCopies(7, channels),
                    List.of(10, 3, 3, 3, 3, 2, 2),
                    List.of(5, 2, 2, 2, 2, 2, 2),
                    norm,
                    norm == Norm.LAYER);
        }
    }

    /**
     * Self-attention over frames.
     *
     * @param hidden width of the hidden states
     * @param layers number of layers
     * @param heads attention heads; divides {@code hidden}
     * @param feedForward width inside the feed-forward blocks
     * @param stableLayerNorm true: normalise before each block and once at the end; false: after each block and once at the start
     * @param positionKernel kernel of the positional convolution, in frames
     * @param positionGroups groups of the positional convolution; divides {@code hidden}
     * @param epsilon of every layer norm
     */
    public record Transformer(
            int hidden,
            int layers,
            int heads,
            int feedForward,
            boolean stableLayerNorm,
            int positionKernel,
            int positionGroups,
            double epsilon) {
        public Transformer {
            Checks.range("transformer.hidden", hidden, 1, 16_384);
            Checks.range("transformer.layers", layers, 0, 256);
            Checks.range("transformer.heads", heads, 1, 256);
            Checks.range("transformer.feedForward", feedForward, 1, 65_536);
            Checks.range("transformer.positionKernel", positionKernel, 1, 1024);
            Checks.range("transformer.positionGroups", positionGroups, 1, 1024);
            Checks.that(hidden % heads == 0, "hidden %d is not divisible by its %d heads", hidden, heads);
            Checks.that(
                    hidden % positionGroups == 0,
                    "hidden %d is not divisible by its %d position groups",
                    hidden,
                    positionGroups);
            Checks.that(epsilon > 0 && epsilon < 1, "epsilon is %s; give one between 0 and 1", epsilon);
        }
    }

    /**
     * What is made of the hidden states (the paper's Table 2 varies these).
     *
     * @param affectHead whether arousal, dominance and valence are predicted, and appended to each frame
     * @param globalVector whether the mean over frames reaches the fusion head
     * @param lstmLayers LSTM layers whose last output reaches the fusion head; 0 for none
     * @param regressionHead true: Linear, tanh, Linear; false: one Linear
     * @param outputs number of output labels; 0 for a network without a fusion head, which emits affect only, or nothing
     * @param compared parts that the paper's network has not; none in manifests that do not name them
     */
    public record Fusion(
            boolean affectHead,
            boolean globalVector,
            int lstmLayers,
            boolean regressionHead,
            int outputs,
            Compared compared) {
        public Fusion {
            if (compared == null) compared = Compared.NONE;
            Checks.range("fusion.lstmLayers", lstmLayers, 0, 16);
            Checks.range("fusion.outputs", outputs, 0, 1024);
            Checks.that(
                    outputs == 0 || globalVector || lstmLayers > 0 || compared.statistics() || compared.hasContext(),
                    "a fusion head with %d outputs needs the global vector, an LSTM or another part",
                    outputs);
            compared.check(affectHead, globalVector && lstmLayers == 0, regressionHead);
        }

        /** The paper's own network, or some of it. */
        public Fusion(boolean affectHead, boolean globalVector, int lstmLayers, boolean regressionHead, int outputs) {
            this(affectHead, globalVector, lstmLayers, regressionHead, outputs, Compared.NONE);
        }

        /** Whether the network says anything: a backbone without heads does not, and is there to be trained from. */
        public boolean speaks() {
            return affectHead || outputs > 0;
        }
    }
}
