package io.emistream.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.emistream.model.network.Architecture.SpeechEncoder;
import io.emistream.model.network.Architecture.Transformer;
import java.util.ArrayList;
import java.util.List;

/**
 * A Hugging Face {@code config.json} of wav2vec 2.0; what it leaves out has that library's defaults. Pure.
 *
 * @param json the whole file
 */
record HubConfig(JsonNode json) {
    private static final List<Integer> KERNELS = List.of(10, 3, 3, 3, 3, 2, 2);
    private static final List<Integer> STRIDES = List.of(5, 2, 2, 2, 2, 2, 2);
    private static final double EPSILON = 1e-5;

    /** Every setting that asks for something this network does not compute. */
    List<String> unsupported() {
        var reasons = new ArrayList<String>();
        only(reasons, "model_type", "wav2vec2", "wav2vec2");
        only(reasons, "hidden_act", "gelu", "gelu");
        only(reasons, "feat_extract_activation", "gelu", "gelu");
        only(reasons, "add_adapter", "false", "false");
        only(reasons, "adapter_attn_dim", "null", "null");
        only(reasons, "position_embeddings_type", "null", "null");
        only(reasons, "feat_proj_layer_norm", "true", "true");
        String norm = json.path("feat_extract_norm").asText("group");
        if (!norm.equals("group") && !norm.equals("layer")) {
            reasons.add("config.json: feat_extract_norm is %s; group and layer are computed".formatted(norm));
        }
        if (json.path("layer_norm_eps").asDouble(EPSILON) != EPSILON) {
            reasons.add("config.json: layer_norm_eps is %s; 1e-5 is computed"
                    .formatted(json.path("layer_norm_eps").asText()));
        }
        int layers =
                numbers("conv_dim", List.of(512, 512, 512, 512, 512, 512, 512)).size();
        if (json.path("num_feat_extract_layers").asInt(layers) != layers) {
            reasons.add("config.json: num_feat_extract_layers is %s; conv_dim has %d"
                    .formatted(json.path("num_feat_extract_layers").asText(), layers));
        }
        return List.copyOf(reasons);
    }

    private void only(List<String> reasons, String key, String preset, String computed) {
        String value = json.path(key).asText(preset);
        if (!value.equals(computed)) {
            reasons.add("config.json: %s is %s; only %s is computed".formatted(key, value, computed));
        }
    }

    /**
     * The convolutions.
     *
     * @throws IllegalArgumentException if they cannot be built
     */
    SpeechEncoder encoder() {
        return new SpeechEncoder(
                numbers("conv_dim", List.of(512, 512, 512, 512, 512, 512, 512)),
                numbers("conv_kernel", KERNELS),
                numbers("conv_stride", STRIDES),
                json.path("feat_extract_norm").asText("group").equals("layer")
                        ? SpeechEncoder.Norm.LAYER
                        : SpeechEncoder.Norm.GROUP,
                json.path("conv_bias").asBoolean(false));
    }

    /**
     * The transformer.
     *
     * @throws IllegalArgumentException if it cannot be built
     */
    Transformer transformer() {
        return new Transformer(
                json.path("hidden_size").asInt(768),
                json.path("num_hidden_layers").asInt(12),
                json.path("num_attention_heads").asInt(12),
                json.path("intermediate_size").asInt(3072),
                json.path("do_stable_layer_norm").asBoolean(false),
                json.path("num_conv_pos_embeddings").asInt(128),
                json.path("num_conv_pos_embedding_groups").asInt(16),
                EPSILON);
    }

    private List<Integer> numbers(String key, List<Integer> preset) {
        if (!json.path(key).isArray()) {
            return preset;
        }
        var numbers = new ArrayList<Integer>();
        json.path(key).forEach(number -> numbers.add(number.asInt()));
        return numbers;
    }
}
