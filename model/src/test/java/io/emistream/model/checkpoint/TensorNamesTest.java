package io.emistream.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorNamesTest {

    @ParameterizedTest
    @CsvSource({
        "classifier.dense.weight, classifier.dense.weight",
        "module.audio_model.classifier.dense.weight, classifier.dense.weight",
        "audio_model.wav2vec2.encoder.layer_norm.bias, wav2vec2.encoder.layer_norm.bias",
        "module.lstm_audio.weight_ih_l0, lstm_audio.weight_ih_l0",
        "fusion_model.2.bias, fusion_model.2.bias",
        "encoder.layers.0.layer_norm.weight, wav2vec2.encoder.layers.0.layer_norm.weight",
        "masked_spec_embed, wav2vec2.masked_spec_embed",
        "wav2vec2.encoder.pos_conv_embed.conv.parametrizations.weight.original0, wav2vec2.encoder.pos_conv_embed.conv.weight_g",
        "wav2vec2.encoder.pos_conv_embed.conv.parametrizations.weight.original1, wav2vec2.encoder.pos_conv_embed.conv.weight_v",
    })
    void bringsNamesToThoseOfReleases(String name, String released) {
        assertThat(TensorNames.released(name)).contains(released);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lm_head.weight", "quantizer.codevectors", "module.project_q.bias", "project_hid.weight"})
    void leavesOutWhatServesOtherTasks(String name) {
        assertThat(TensorNames.released(name)).isEmpty();
    }

    @Test
    void findsTheLicenceInAModelCardsFrontMatterOnly() {
        assertThat(ModelCard.licence("---\nlanguage: en\nlicense: cc-by-nc-sa-4.0\r\ntags:\n- speech\n---\n# x"))
                .contains("cc-by-nc-sa-4.0");
        assertThat(ModelCard.licence("---\nlicense: 'mit'\n---\n")).contains("mit");
        assertThat(ModelCard.licence("# x\nlicense: mit\n")).isEmpty();
        assertThat(ModelCard.licence("---\nlanguage: en\n---\nlicense: mit\n")).isEmpty();
    }
}
