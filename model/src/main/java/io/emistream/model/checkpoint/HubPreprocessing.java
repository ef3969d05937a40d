package io.emistream.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.emistream.model.Waveform;
import java.util.ArrayList;
import java.util.List;

/** What a Hugging Face {@code preprocessor_config.json} asks for that is not done to waveforms here. Pure. */
final class HubPreprocessing {
    private HubPreprocessing() {}

    static List<String> unsupported(JsonNode json) {
        var reasons = new ArrayList<String>();
        if (json.path("sampling_rate").asInt(Waveform.RATE) != Waveform.RATE) {
            reasons.add("preprocessor_config.json: sampling_rate is %s; waveforms have %d"
                    .formatted(json.path("sampling_rate").asText(), Waveform.RATE));
        }
        if (!json.path("do_normalize").asBoolean(true)) {
            reasons.add("preprocessor_config.json: do_normalize is false; waveforms are always normalised");
        }
        if (json.path("feature_size").asInt(1) != 1) {
            reasons.add("preprocessor_config.json: feature_size is %s; waveforms have 1"
                    .formatted(json.path("feature_size").asText()));
        }
        return List.copyOf(reasons);
    }
}
