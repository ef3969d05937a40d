package io.emistream.model.engine;

import io.emistream.model.InferenceEngine;
import io.emistream.model.Score;
import io.emistream.model.Waveform;
import java.util.List;
import java.util.stream.IntStream;

/** Runs a fresh engine on a fixed tone: compiles what libtorch compiles lazily, and finds a broken release before it serves. */
final class WarmUp {
    private static final int RUNS = 3;

    private WarmUp() {}

    static void check(InferenceEngine engine) {
        for (int run = 0; run < RUNS; run++) {
            Score score = engine.infer(List.of(tone(Waveform.RATE))).get(0);
            if (score.abstained() != null) {
                throw new IllegalStateException("release %s failed its warm-up on a fixed tone: %s"
                        .formatted(engine.release().id(), score.abstained()));
            }
        }
    }

    /** 220 Hz at a tenth of full scale. */
    private static Waveform tone(int samples) {
        var values = new float[samples];
        IntStream.range(0, samples)
                .forEach(i -> values[i] = (float) (0.1 * Math.sin(2 * Math.PI * 220 * i / Waveform.RATE)));
        return new Waveform(values);
    }
}
