package io.emistream.model.soak;

import io.emistream.model.InferenceEngine;
import io.emistream.model.engine.NativeGate;
import java.util.List;

/** Several engines inferring at once, each on a daemon thread of its own, until the process ends: what a crash trial kills. */
public final class Contention {
    private Contention() {}

    /** Starts a thread for each engine; none ever ends by itself, save that the process ends. */
    public static void start(List<InferenceEngine> engines, long seed) {
        for (int i = 0; i < engines.size(); i++) {
            InferenceEngine engine = engines.get(i);
            var waveforms = new MixedLengths(seed + i);
            var thread = new Thread(() -> inferForEver(engine, waveforms), "contender-" + i);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void inferForEver(InferenceEngine engine, MixedLengths waveforms) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                engine.infer(List.of(waveforms.next()));
            }
        } catch (NativeGate.ProcessEnding e) {
            // as it should be
        }
    }
}
