package io.emistream.model.checkpoint;

import io.emistream.model.network.Architecture.Fusion;
import io.emistream.model.network.Architecture.SpeechEncoder;
import io.emistream.model.network.Architecture.Transformer;
import io.emistream.model.weights.MalformedWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the shapes of weights tell of their network, and what has to be assumed. Pure.
 *
 * @param shapes by the release's names
 */
record WeightShapes(Map<String, List<Integer>> shapes) {
    private static final String CONVOLUTION = "wav2vec2.feature_extractor.conv_layers.%d.%s";
    private static final String LAYER = "wav2vec2.encoder.layers.%d.%s";
    private static final List<Integer> STRIDES = List.of(5, 2, 2, 2, 2, 2, 2);

    /** Width of an attention head in every published wav2vec 2.0. */
    private static final int HEAD = 64;

    /** Convolutions, with wav2vec 2.0's strides. */
    SpeechEncoder encoder(List<String> assumptions) throws MalformedWeights {
        var channels = new ArrayList<Integer>();
        var kernels = new ArrayList<Integer>();
        for (int i = 0; shapes.containsKey(CONVOLUTION.formatted(i, "conv.weight")); i++) {
            channels.add(size(CONVOLUTION.formatted(i, "conv.weight"), 0));
            kernels.add(size(CONVOLUTION.formatted(i, "conv.weight"), 2));
        }
        if (channels.size() != STRIDES.size()) {
            throw new MalformedWeights("the checkpoint has %d convolutions; without a config.json, %d are expected"
                    .formatted(channels.size(), STRIDES.size()));
        }
        boolean everywhere = shapes.containsKey(CONVOLUTION.formatted(1, "layer_norm.weight"));
        assumptions.add("strides " + STRIDES + ", as wav2vec 2.0 has them");
        return new SpeechEncoder(
                channels,
                kernels,
                STRIDES,
                everywhere ? SpeechEncoder.Norm.LAYER : SpeechEncoder.Norm.GROUP,
                shapes.containsKey(CONVOLUTION.formatted(0, "conv.bias")));
    }

    /** The transformer, with heads of 64, and normalised before its blocks if every convolution is normalised. */
    Transformer transformer(List<String> assumptions) throws MalformedWeights {
        int hidden = size("wav2vec2.feature_projection.projection.weight", 0);
        int layers = 0;
        while (shapes.containsKey(LAYER.formatted(layers, "attention.q_proj.weight"))) {
            layers++;
        }
        if (hidden % HEAD != 0) {
            throw new MalformedWeights(
                    "hidden states are %d wide, which gives no attention heads of %d: put the config.json beside the weights"
                            .formatted(hidden, HEAD));
        }
        boolean stable = shapes.containsKey(CONVOLUTION.formatted(1, "layer_norm.weight"));
        assumptions.add("%d attention heads, of %d each".formatted(hidden / HEAD, HEAD));
        assumptions.add("layer norm %s, as published models with such convolutions have it"
                .formatted(stable ? "before each block" : "after each block"));
        String position = "wav2vec2.encoder.pos_conv_embed.conv.weight_v";
        return new Transformer(
                hidden,
                layers,
                hidden / HEAD,
                layers == 0 ? 1 : size(LAYER.formatted(0, "feed_forward.intermediate_dense.weight"), 0),
                stable,
                size(position, 2),
                hidden / Math.max(1, size(position, 1)),
                1e-5);
    }

    /** Which heads there are, and how wide; all of it visible. */
    Fusion fusion(int hidden) throws MalformedWeights {
        boolean affect = shapes.keySet().stream().anyMatch(name -> name.startsWith("classifier."));
        int lstm = 0;
        while (shapes.containsKey("lstm_audio.weight_ih_l" + lstm)) {
            lstm++;
        }
        boolean two = shapes.containsKey("fusion_model.2.weight");
        if (!two && !shapes.containsKey("fusion_model.0.weight")) {
            return new Fusion(affect, false, 0, false, 0);
        }
        int fused = size("fusion_model.0.weight", 1);
        int frame = hidden + (affect ? 3 : 0);
        return new Fusion(
                affect,
                lstm == 0 || fused == 2 * frame,
                lstm,
                two,
                size(two ? "fusion_model.2.weight" : "fusion_model.0.weight", 0));
    }

    private int size(String name, int dimension) throws MalformedWeights {
        List<Integer> shape = shapes.getOrDefault(name, List.of());
        if (shape.size() <= dimension) {
            throw new MalformedWeights(
                    "missing: %s, or it has too few dimensions (%s); without it, and without a config.json, the network cannot be known"
                            .formatted(name, shape));
        }
        return shape.get(dimension);
    }
}
