package io.emistream.producer.microphone;

import io.emistream.audio.Level;
import java.util.Locale;
import java.util.Optional;

/** Watches how loud a voice is captured, second by second, and says once when it is too loud or too quiet, and once when it is well again. One thread. */
public final class LevelWatch {
    private static final int RATE = 16_000;

    /** −60 dBFS: no room is that quiet. */
    private static final float SILENT = 0.001f;

    private static final int SILENT_SECONDS = 10;

    /** Share of samples in a second; speech that just touches full scale stays below. */
    private static final double CLIPPED = 0.001;

    private static final int UNCLIPPED_SECONDS = 5;

    private final float[] second = new float[RATE];
    private int filled;
    private int silent;
    private int unclipped = UNCLIPPED_SECONDS;
    private Level latest = Level.of(new float[0]);

    /** The level of the last whole second. */
    public Level latest() {
        return latest;
    }

    /** Takes samples at 16 kHz; a line for people when something changed. */
    public Optional<String> take(float[] samples) {
        Optional<String> said = Optional.empty();
        for (float sample : samples) {
            second[filled++] = sample;
            if (filled < second.length) continue;
            filled = 0;
            latest = Level.of(second);
            said = silence().or(this::clipping);
        }
        return said;
    }

    private Optional<String> silence() {
        boolean was = silent >= SILENT_SECONDS;
        silent = latest.peak() < SILENT ? silent + 1 : 0;
        if (was && silent == 0) return Optional.of("the microphone is heard again");
        if (silent != SILENT_SECONDS) return Optional.empty();
        return Optional.of(
                latest.peak() == 0
                        ? "the microphone has given nothing but zeros for " + SILENT_SECONDS
                                + " s: it is muted, or this program may not hear it"
                        : "nothing louder than -60 dBFS for " + SILENT_SECONDS
                                + " s: check that the right microphone is chosen and turned up");
    }

    private Optional<String> clipping() {
        double share = (double) latest.clipped() / second.length;
        boolean was = unclipped < UNCLIPPED_SECONDS;
        unclipped = share > CLIPPED ? 0 : Math.min(UNCLIPPED_SECONDS, unclipped + 1);
        if (!was && unclipped == 0)
            return Optional.of(String.format(
                    Locale.ROOT,
                    "too loud: %.1f %% of the last second is clipped; turn the microphone down or sit farther away",
                    100 * share));
        return was && unclipped == UNCLIPPED_SECONDS ? Optional.of("no longer too loud") : Optional.empty();
    }
}
