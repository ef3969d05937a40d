package io.emistream.model.network;

import io.emistream.model.Waveform;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The forward pass of an architecture as the text of a TorchScript program without weights: its methods take them as a dictionary, so that
 * loading, saving, folding and swapping weights never depends on how the pass is written (docs/decisions/0001).
 *
 * @param text one class, {@code Fusion}, in TorchScript's serialised syntax
 */
public record Program(String text) {
    /** Frames that pass through the convolutions together: few enough that what lies between them stays in a processor's cache. */
    private static final int CHUNK_FRAMES = 64;

    /** Rows from which the LSTM is faster over all of them, padding included, than row by row: the library has a fast path for one. */
    private static final int LSTM_ROWS = 8;

    /** Between these lie the bands of a log-mel spectrum, as VGGish has them. */
    private static final double LOWEST_HERTZ = 125;

    private static final double HIGHEST_HERTZ = 7_500;

    private static final Pattern HOLE = Pattern.compile("\\{\\{(\\w+)}}");

    /** Fills the network's text with an architecture's numbers. */
    public static Program of(Architecture architecture, Precision precision) {
        return filled(template("fusion"), architecture, precision, Regularisation.NONE, false);
    }

    /**
     * The same with what learning needs: the pass with a graph, dropout and masked frames, and the optimiser's step.
     *
     * @param precision of what lies between weights, which stay 32-bit; not {@link Precision#INT8}
     */
    public static Program learning(Architecture architecture, Precision precision, Regularisation regularisation) {
        Checks.that(precision != Precision.INT8, "precision int8 cannot learn; use fp32, or bf16 or fp16 on a GPU");
        return filled(template("fusion") + template("learning"), architecture, precision, regularisation, true);
    }

    private static Program filled(
            String template,
            Architecture architecture,
            Precision precision,
            Regularisation regularisation,
            boolean learning) {
        var encoder = architecture.encoder();
        var transformer = architecture.transformer();
        var fusion = architecture.fusion();
        Map<String, Object> values = Map.ofEntries(
                Map.entry("elements", precision.torchType()),
                Map.entry("learning", learning),
                Map.entry("dropProjection", regularisation.projection()),
                Map.entry("dropHidden", regularisation.hidden()),
                Map.entry("dropAttention", regularisation.attention()),
                Map.entry("dropActivation", regularisation.activation()),
                Map.entry("dropHead", regularisation.head()),
                Map.entry("dropLstm", regularisation.lstm()),
                Map.entry("layerDrop", regularisation.layerDrop()),
                Map.entry("int8", precision == Precision.INT8),
                Map.entry("hop", architecture.hop()),
                Map.entry("field", architecture.field()),
                Map.entry("chunkFrames", CHUNK_FRAMES),
                Map.entry("lstmRows", LSTM_ROWS),
                Map.entry("kernels", commas(encoder.kernels())),
                Map.entry("strides", commas(encoder.strides())),
                Map.entry("convolutions", encoder.kernels().size()),
                Map.entry("convolutionBias", encoder.bias()),
                Map.entry("layerNorm", encoder.norm() == Architecture.SpeechEncoder.Norm.LAYER),
                Map.entry("epsilon", transformer.epsilon()),
                Map.entry("positionPadding", transformer.positionKernel() / 2),
                Map.entry("positionGroups", transformer.positionGroups()),
                Map.entry("hidden", transformer.hidden()),
                Map.entry("heads", transformer.heads()),
                Map.entry("headWidth", transformer.hidden() / transformer.heads()),
                Map.entry("layers", transformer.layers()),
                Map.entry("stable", transformer.stableLayerNorm()),
                Map.entry("affectHead", fusion.affectHead()),
                Map.entry("globalVector", fusion.globalVector()),
                Map.entry("lstmLayers", fusion.lstmLayers()),
                Map.entry("regressionHead", fusion.regressionHead()),
                Map.entry("outputs", fusion.outputs()),
                Map.entry("statistics", fusion.compared().statistics()),
                Map.entry("contextConvolutions", fusion.compared().convolutions()),
                Map.entry("contextAttention", fusion.compared().attention()),
                Map.entry("lateFusion", fusion.compared().lateFusion()),
                Map.entry("votingFrames", fusion.compared().votingFrames()),
                Map.entry("logMel", encoder.norm() == Architecture.SpeechEncoder.Norm.LOG_MEL),
                Map.entry("bands", encoder.channels().get(0)),
                Map.entry("fourier", fourier(architecture.field())),
                Map.entry("binHertz", (double) Waveform.RATE / fourier(architecture.field())),
                Map.entry("lowestMel", mel(LOWEST_HERTZ)),
                Map.entry("highestMel", mel(HIGHEST_HERTZ)));
        return new Program(HOLE.matcher(template).replaceAll(hole -> literal(hole.group(1), values)));
    }

    /** The power of two that a window is padded to for its spectrum. */
    private static int fourier(int window) {
        return window < 2 ? 2 : 2 * Integer.highestOneBit(window - 1);
    }

    private static double mel(double hertz) {
        return 1127 * Math.log1p(hertz / 700);
    }

    private static String literal(String name, Map<String, Object> values) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalStateException(
                    "the program's text names {{%s}}, which no architecture has".formatted(name));
        }
        return value instanceof Boolean truth ? (truth ? "True" : "False") : value.toString();
    }

    private static String commas(List<Integer> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String template(String part) {
        try (InputStream in = Program.class.getResourceAsStream(part + ".torchscript")) {
            if (in == null) {
                throw new IllegalStateException(part + ".torchscript is missing from the model's jar; build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
