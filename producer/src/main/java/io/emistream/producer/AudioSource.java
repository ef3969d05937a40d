package io.emistream.producer;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One voice as it is heard: a file, a microphone, a call. One thread reads; {@link #close} may come from any. */
public interface AudioSource extends AutoCloseable {

    /**
     * Waits for the next stretch of audio.
     *
     * @return null at the end
     * @throws IOException when the audio cannot be read any further
     */
    @Nullable
    AudioBlock next() throws IOException, InterruptedException;

    /** Lets go of the device or file. */
    @Override
    void close();
}
