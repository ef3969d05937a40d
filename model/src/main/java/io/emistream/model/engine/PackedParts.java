package io.emistream.model.engine;

import io.emistream.model.network.Architecture;
import io.emistream.model.network.Parameters;
import io.emistream.model.network.Precision;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which weights of an architecture lie packed in 8 bits inside the module. The first convolution and the last layers stay in 32 bits: they cost little
 * and their errors would count most.
 *
 * @param names of weights and biases
 */
record PackedParts(Set<String> names) {
    private static final Pattern ALWAYS = Pattern.compile("lstm_audio\\..*"
            + "|wav2vec2\\.encoder\\.layers\\.\\d+\\.(attention|feed_forward)\\..*"
            + "|wav2vec2\\.feature_projection\\.projection\\..*"
            + "|classifier\\.dense\\..*");
    private static final Pattern CONVOLUTIONS =
            Pattern.compile("wav2vec2\\.feature_extractor\\.conv_layers\\.[1-9]\\d*\\.conv\\..*");

    static PackedParts of(Architecture architecture, Precision precision) {
        if (precision != Precision.INT8) return new PackedParts(Set.of());
        // the variant that normalises over time convolves with the library's own convolution, which has no 8-bit form
        boolean convolutions = architecture.encoder().norm() == Architecture.SpeechEncoder.Norm.LAYER;
        return new PackedParts(Parameters.of(architecture).keySet().stream()
                .filter(name -> ALWAYS.matcher(name).matches()
                        || convolutions && CONVOLUTIONS.matcher(name).matches())
                .collect(Collectors.toUnmodifiableSet()));
    }

    boolean holds(String name) {
        return names.contains(name);
    }
}
