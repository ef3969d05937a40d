package io.emistream.app.evaluate;

import io.emistream.trainer.corpus.ClipRecord;
import java.io.IOException;

/** Makes of a clip's audio what a worse channel would have. */
@FunctionalInterface
interface Change {
    /** Leaves it as it is. */
    Change NONE = (clip, samples) -> samples;

    /**
     * Changes.
     *
     * @param samples 16 kHz mono; not to be changed in place
     */
    float[] of(ClipRecord clip, float[] samples) throws IOException;
}
