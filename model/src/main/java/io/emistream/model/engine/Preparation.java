package io.emistream.model.engine;

import io.emistream.model.Waveform;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** What happens to a waveform before the network: judged, then normalised over its own samples. Pure. */
final class Preparation {
    private Preparation() {}

    /** Why a waveform cannot be scored; null when it can. All-zero input can: it is silence, and has a known answer. */
    static @Nullable String refusal(Waveform waveform, int shortest) {
        float[] samples = waveform.samples();
        if (samples.length < shortest) {
            return "waveform is %d samples; the network needs at least %d, which is one frame"
                    .formatted(samples.length, shortest);
        }
        if (samples.length > Waveform.LONGEST) {
            return "waveform is %d samples; the network accepts at most %d (12 s): cut it"
                    .formatted(samples.length, Waveform.LONGEST);
        }
        for (int i = 0; i < samples.length; i++) {
            if (!Float.isFinite(samples[i])) {
                return "sample %d is %s; every sample must be finite".formatted(i, samples[i]);
            }
        }
        return null;
    }

    /** Writes (x − mean) / √(variance + 1e-7) over the real samples, then zeros up to {@code length}. */
    static void normalise(Waveform waveform, int length, FloatBuffer into) {
        float[] samples = waveform.samples();
        double sum = 0;
        for (float sample : samples) {
            sum += sample;
        }
        double mean = sum / samples.length;
        double squares = 0;
        for (float sample : samples) {
            squares += (sample - mean) * (sample - mean);
        }
        double scale = 1 / Math.sqrt(squares / samples.length + 1e-7);
        for (float sample : samples) {
            into.put((float) ((sample - mean) * scale));
        }
        for (int i = samples.length; i < length; i++) {
            into.put(0);
        }
    }
}
