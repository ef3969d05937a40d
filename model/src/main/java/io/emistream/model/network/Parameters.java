package io.emistream.model.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Names and shapes of every weight of an architecture, in the Hugging Face and authors' names without {@code audio_model.}; pure. */
public final class Parameters {
    /** Learned vector that replaces masked frames in training; never read at inference. */
    public static final String MASK_VECTOR = "wav2vec2.masked_spec_embed";

    private static final String CONVOLUTIONS = "wav2vec2.feature_extractor.conv_layers.";
    private static final String LAYERS = "wav2vec2.encoder.layers.";

    private final Map<String, List<Integer>> shapes = new LinkedHashMap<>();

    private Parameters() {}

    /** Shapes by name, in network order. */
    public static Map<String, List<Integer>> of(Architecture architecture) {
        var parameters = new Parameters();
        parameters.encoder(architecture);
        parameters.transformer(architecture.transformer());
        parameters.fusion(architecture);
        return Collections.unmodifiableMap(parameters.shapes);
    }

    private void encoder(Architecture architecture) {
        var encoder = architecture.encoder();
        boolean spectrum = encoder.norm() == Architecture.SpeechEncoder.Norm.LOG_MEL;
        int in = spectrum ? encoder.channels().get(0) : 1;
        for (int i = 0; i < encoder.channels().size() && !spectrum; i++) {
            int out = encoder.channels().get(i);
            shapes.put(
                    CONVOLUTIONS + i + ".conv.weight",
                    List.of(out, in, encoder.kernels().get(i)));
            if (encoder.bias()) {
                shapes.put(CONVOLUTIONS + i + ".conv.bias", List.of(out));
            }
            if (encoder.norm() == Architecture.SpeechEncoder.Norm.LAYER || i == 0) {
                norm(CONVOLUTIONS + i + ".layer_norm", out);
            }
            in = out;
        }
        norm("wav2vec2.feature_projection.layer_norm", in);
        linear(
                "wav2vec2.feature_projection.projection",
                in,
                architecture.transformer().hidden());
        shapes.put(MASK_VECTOR, List.of(architecture.transformer().hidden()));
    }

    private void transformer(Architecture.Transformer transformer) {
        int hidden = transformer.hidden();
        String position = "wav2vec2.encoder.pos_conv_embed.conv.";
        shapes.put(position + "weight_g", List.of(1, 1, transformer.positionKernel()));
        shapes.put(
                position + "weight_v",
                List.of(hidden, hidden / transformer.positionGroups(), transformer.positionKernel()));
        shapes.put(position + "bias", List.of(hidden));
        for (int i = 0; i < transformer.layers(); i++) layer(LAYERS + i + ".", transformer);
        norm("wav2vec2.encoder.layer_norm", hidden);
    }

    private void layer(String layer, Architecture.Transformer transformer) {
        int hidden = transformer.hidden();
        for (String part : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
            linear(layer + "attention." + part, hidden, hidden);
        }
        norm(layer + "layer_norm", hidden);
        linear(layer + "feed_forward.intermediate_dense", hidden, transformer.feedForward());
        linear(layer + "feed_forward.output_dense", transformer.feedForward(), hidden);
        norm(layer + "final_layer_norm", hidden);
    }

    private void fusion(Architecture architecture) {
        var fusion = architecture.fusion();
        int hidden = architecture.transformer().hidden();
        if (fusion.affectHead()) {
            linear("classifier.dense", hidden, hidden);
            linear("classifier.out_proj", hidden, 3);
        }
        int width = architecture.frameWidth();
        IntStream.range(0, fusion.lstmLayers()).forEach(layer -> {
            shapes.put("lstm_audio.weight_ih_l" + layer, List.of(4 * width, width));
            shapes.put("lstm_audio.weight_hh_l" + layer, List.of(4 * width, width));
            shapes.put("lstm_audio.bias_ih_l" + layer, List.of(4 * width));
            shapes.put("lstm_audio.bias_hh_l" + layer, List.of(4 * width));
        });
        context(fusion.compared(), width, architecture.transformer());
        int fused = architecture.fusedWidth();
        if (fusion.outputs() > 0 && fusion.compared().lateFusion()) {
            List<Integer> parts = architecture.partWidths();
            for (int i = 0; i < parts.size(); i++) linear("fusion_model.late." + i, parts.get(i), fusion.outputs());
        } else if (fusion.outputs() > 0 && fusion.regressionHead()) {
            linear("fusion_model.0", fused, fused);
            linear("fusion_model.2", fused, fusion.outputs());
        } else if (fusion.outputs() > 0) {
            linear("fusion_model.0", fused, fusion.outputs());
        }
    }

    private void context(Compared compared, int width, Architecture.Transformer transformer) {
        for (int i = 0; i < compared.convolutions(); i++) {
            String convolution = "temporal_model.convolutions." + i + ".";
            norm(convolution + "layer_norm", width);
            shapes.put(convolution + "conv.weight", List.of(width, width, Compared.KERNEL));
            shapes.put(convolution + "conv.bias", List.of(width));
        }
        for (int i = 0; i < compared.attention(); i++) layer("temporal_model.layers." + i + ".", transformer);
    }

    private void linear(String name, int in, int out) {
        shapes.put(name + ".weight", List.of(out, in));
        shapes.put(name + ".bias", List.of(out));
    }

    private void norm(String name, int width) {
        shapes.put(name + ".weight", List.of(width));
        shapes.put(name + ".bias", List.of(width));
    }
}
