package io.emistream.model.checkpoint;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of checkpoints, brought to those of releases (see {@code Parameters}). Pure. */
final class TensorNames {
    private static final String BACKBONE = "wav2vec2.";
    private static final List<String> WRAPPERS = List.of("module.", "audio_model.");

    /** A backbone saved on its own has its parts' names without its own. */
    private static final Pattern BARE =
            Pattern.compile("(feature_extractor|feature_projection|encoder|masked_spec_embed).*");

    /** Parts of pretraining and of speech recognition that no affect model has a use for. */
    private static final Pattern OF_OTHER_TASKS =
            Pattern.compile("(lm_head|quantizer|project_q|project_hid|dropout_features)\\..*");

    private TensorNames() {}

    /** The release's name for a checkpoint's; nothing for what serves other tasks only. */
    static Optional<String> released(String name) {
        String rest = name;
        for (boolean wrapped = true; wrapped; ) {
            wrapped = false;
            for (String wrapper : WRAPPERS) {
                if (rest.startsWith(wrapper)) {
                    rest = rest.substring(wrapper.length());
                    wrapped = true;
                }
            }
        }
        if (OF_OTHER_TASKS.matcher(rest).matches()) {
            return Optional.empty();
        }
        String full = BARE.matcher(rest).matches() ? BACKBONE + rest : rest;
        return Optional.of(full.replace(".parametrizations.weight.original0", ".weight_g")
                .replace(".parametrizations.weight.original1", ".weight_v"));
    }
}
