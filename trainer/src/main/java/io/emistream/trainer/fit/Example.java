package io.emistream.trainer.fit;

import io.emistream.model.Waveform;
import java.io.IOException;

/**
 * One labelled clip. Shares its arrays. No value equality.
 *
 * @param id of the clip
 * @param labels value of each output, NaN where it is not labelled
 * @param affect arousal, dominance, valence; NaN where not rated
 * @param samples its length at 16 kHz, for putting clips of one length together
 * @param audio reads its waveform
 */
@SuppressWarnings("ArrayRecordComponent") // read for every batch
public record Example(String id, double[] labels, double[] affect, int samples, Audio audio) {

    /** Reads a clip's waveform; each time anew. */
    @FunctionalInterface
    public interface Audio {
        Waveform read() throws IOException;
    }
}
