package io.emistream.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.model.network.Architecture;
import io.emistream.model.network.Architecture.Fusion;
import io.emistream.model.network.Architecture.SpeechEncoder;
import io.emistream.model.network.Architecture.Transformer;
import io.emistream.model.network.Parameters;
import io.emistream.model.weights.MalformedWeights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureReadingTest {

    @Test
    void knowsThePublishedNetworkFromItsShapesAlone() throws IOException {
        assertThat(fromShapes(Architecture.full())).isEqualTo(Architecture.full());
    }

    @Test
    void knowsTheBaseStyleFromItsShapesAlone() throws IOException {
        var base = new Architecture(
                SpeechEncoder.wav2vec2(512, SpeechEncoder.Norm.GROUP),
                new Transformer(768, 12, 12, 3072, false, 128, 16, 1e-5),
                new Fusion(true, false, 0, false, 0));

        assertThat(fromShapes(base)).isEqualTo(base);
    }

    static Stream<Fusion> heads() {
        return Stream.of(
                new Fusion(true, true, 2, true, 6),
                new Fusion(true, true, 1, true, 4),
                new Fusion(true, false, 2, true, 6),
                new Fusion(true, true, 0, true, 6),
                new Fusion(false, true, 0, false, 6),
                new Fusion(false, true, 2, false, 6),
                new Fusion(true, false, 0, false, 0),
                new Fusion(false, false, 0, false, 0));
    }

    @ParameterizedTest
    @MethodSource("heads")
    void seesWhichHeadsThereAre(Fusion fusion) throws IOException {
        var architecture = new Architecture(
                Architecture.full().encoder(), Architecture.full().transformer(), fusion);

        assertThat(fromShapes(architecture).fusion()).isEqualTo(fusion);
    }

    @Test
    void refusesToGuessHeadsOfAnUnusualWidth() {
        var odd = new Architecture(
                SpeechEncoder.wav2vec2(8, SpeechEncoder.Norm.LAYER),
                new Transformer(24, 1, 3, 8, true, 4, 2, 1e-5),
                new Fusion(true, false, 0, false, 0));

        assertThatThrownBy(() -> fromShapes(odd))
                .isInstanceOf(MalformedWeights.class)
                .hasMessageContaining("config.json");
    }

    @Test
    void takesWhatAConfigLeavesOutFromWav2vec2sDefaults() throws IOException {
        HubConfig config = config("{}");

        assertThat(config.unsupported()).isEmpty();
        assertThat(config.encoder()).isEqualTo(SpeechEncoder.wav2vec2(512, SpeechEncoder.Norm.GROUP));
        assertThat(config.transformer()).isEqualTo(new Transformer(768, 12, 12, 3072, false, 128, 16, 1e-5));
    }

    @Test
    void takesEverySettingOfAConfig() throws IOException {
        HubConfig config = config(
                """
                {"model_type": "wav2vec2", "feat_extract_norm": "layer", "conv_bias": true, "do_stable_layer_norm": true,
                 "conv_dim": [4, 5], "conv_kernel": [7, 3], "conv_stride": [4, 2], "hidden_size": 24, "num_hidden_layers": 1,
                 "num_attention_heads": 3, "intermediate_size": 7, "num_conv_pos_embeddings": 6, "num_conv_pos_embedding_groups": 2,
                 "layer_norm_eps": 1e-05, "hidden_act": "gelu", "adapter_attn_dim": null, "add_adapter": false}""");

        assertThat(config.unsupported()).isEmpty();
        assertThat(config.encoder())
                .isEqualTo(
                        new SpeechEncoder(List.of(4, 5), List.of(7, 3), List.of(4, 2), SpeechEncoder.Norm.LAYER, true));
        assertThat(config.transformer()).isEqualTo(new Transformer(24, 1, 3, 7, true, 6, 2, 1e-5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model_type|\"hubert\"",
                "hidden_act|\"relu\"",
                "feat_extract_activation|\"silu\"",
                "add_adapter|true",
                "adapter_attn_dim|16",
                "feat_extract_norm|\"batch\"",
                "feat_proj_layer_norm|false",
                "layer_norm_eps|1e-12",
                "num_feat_extract_layers|5",
                "position_embeddings_type|\"rotary\"",
            })
    void refusesByNameWhatIsNotComputed(String key, String value) throws IOException {
        assertThat(config("{\"" + key + "\": " + value + "}").unsupported())
                .singleElement()
                .asString()
                .contains(key);
    }

    @ParameterizedTest
    @CsvSource({"do_normalize, false", "sampling_rate, 8000", "feature_size, 80"})
    void refusesByNamePreprocessingThatIsNotDone(String key, String value) throws IOException {
        var json = new ObjectMapper().readTree("{\"" + key + "\": " + value + "}");

        assertThat(HubPreprocessing.unsupported(json))
                .singleElement()
                .asString()
                .contains(key);
    }

    private static HubConfig config(String json) throws IOException {
        return new HubConfig(new ObjectMapper().readTree(json));
    }

    private static Architecture fromShapes(Architecture architecture) throws IOException {
        Map<String, List<Integer>> parameters = Parameters.of(architecture);
        var shapes = new WeightShapes(parameters);
        var assumptions = new ArrayList<String>();
        Transformer transformer = shapes.transformer(assumptions);
        return new Architecture(shapes.encoder(assumptions), transformer, shapes.fusion(transformer.hidden()));
    }
}
