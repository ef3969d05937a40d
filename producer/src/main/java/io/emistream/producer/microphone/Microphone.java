package io.emistream.producer.microphone;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.TargetDataLine;

/** A device that audio can be captured with. */
public interface Microphone {
    /** As the system calls it; what people choose it by. */
    String name();

    /** What else the system says of it, in a few words; may be empty. */
    String description();

    /** Whether it can be opened with that format, as far as it says. */
    boolean supports(AudioFormat format);

    /**
     * Opens a line; it is not started yet.
     *
     * @param bufferBytes room for what is captured and not yet read
     * @throws LineUnavailableException when the device is gone, or somebody else's
     */
    TargetDataLine open(AudioFormat format, int bufferBytes) throws LineUnavailableException;
}
