package io.emistream.audio;

import java.util.OptionalLong;

/**
 * What a file holds before conversion.
 *
 * @param name container and encoding, for people: "WAV PCM 24-bit", "FLAC 16-bit", "MP3"
 * @param rate frames per second, 1,000 to 768,000
 * @param channels 1 to 64
 * @param frames length in frames as the header says, cut to what the file can hold; empty where only decoding tells
 */
public record SourceFormat(String name, int rate, int channels, OptionalLong frames) {
    static final int LOWEST_RATE = 1_000;
    static final int HIGHEST_RATE = 768_000;
    static final int MOST_CHANNELS = 64;

    /** Refuses rates and channel counts that no recording has, before anything is allocated for them. */
    static SourceFormat checked(String name, long rate, int channels, OptionalLong frames) throws BadAudio {
        if (rate < LOWEST_RATE || rate > HIGHEST_RATE)
            throw new BadAudio(name + " with a sample rate of " + rate + " Hz; rates from " + LOWEST_RATE + " to "
                    + HIGHEST_RATE + " Hz are read; the header is probably damaged");
        if (channels < 1 || channels > MOST_CHANNELS)
            throw new BadAudio(name + " with " + channels + " channels; 1 to " + MOST_CHANNELS
                    + " are read; the header is probably damaged");
        return new SourceFormat(name, (int) rate, channels, frames);
    }

    /** Length of media time in seconds as the header says; NaN where only decoding tells. */
    public double seconds() {
        return frames.isPresent() ? (double) frames.getAsLong() / rate : Double.NaN;
    }
}
