package io.emistream.model.engine;

import io.emistream.model.network.Architecture;
import io.emistream.model.network.Architecture.Fusion;
import io.emistream.model.network.Architecture.SpeechEncoder;
import io.emistream.model.network.Architecture.Transformer;
import io.emistream.model.network.Compared;

/** Heads of compared systems on a network that takes a moment. */
enum ComparedArchitectures {
    SAVCHENKO(false, new Compared(true, 0, 0, false, 0), SpeechEncoder.wav2vec2(8, SpeechEncoder.Norm.LAYER)),
    YU(true, new Compared(false, 3, 1, true, 0), SpeechEncoder.wav2vec2(8, SpeechEncoder.Norm.LAYER)),
    CONVOLUTIONS(false, new Compared(false, 2, 0, false, 0), SpeechEncoder.wav2vec2(8, SpeechEncoder.Norm.LAYER)),
    ZHANG(true, new Compared(false, 0, 0, false, 24), SpeechEncoder.logMel(12));

    static final int HIDDEN = 16;
    static final int OUTPUTS = 2;

    private final Architecture architecture;

    ComparedArchitectures(boolean globalVector, Compared compared, SpeechEncoder encoder) {
        this.architecture = new Architecture(
                encoder,
                new Transformer(HIDDEN, 1, 2, 32, true, 8, 4, 1e-5),
                new Fusion(false, globalVector, 0, false, OUTPUTS, compared));
    }

    Architecture architecture() {
        return architecture;
    }
}
