package io.emistream.processor.segment;

import java.time.Duration;

/**
 * When a frame counts as voice, by its power against the noise floor.
 *
 * @param onsetDb decibels above the floor at which voice begins
 * @param offsetDb decibels above the floor below which a frame of running voice is quiet; at most the onset
 * @param quietestDb decibels of full scale below which no frame is voice, whatever the floor; also the least floor assumed
 * @param onset how long the onset must be held; shorter clicks in quiet are not voice
 */
public record VoiceRules(double onsetDb, double offsetDb, double quietestDb, Duration onset) {

    public VoiceRules {
        within("segments.voice.onsetDb", onsetDb, 1, 40);
        within("segments.voice.offsetDb", offsetDb, 1, onsetDb);
        within("segments.voice.quietestDb", quietestDb, -90, -20);
        if (Frames.in(onset) < 1 || Frames.in(onset) > 25)
            throw new IllegalArgumentException(
                    "segments.voice.onset is " + onset.toMillis() + " ms; give 20 ms to 500 ms");
    }

    /** What decision record 0006 argues for. */
    public static VoiceRules standard() {
        return new VoiceRules(12, 8, -62, Duration.ofMillis(60));
    }

    private static void within(String what, double value, double least, double most) {
        if (!(value >= least && value <= most)) // also refuses NaN
        throw new IllegalArgumentException(what + " is " + value + " dB; give " + least + " to " + most);
    }
}
