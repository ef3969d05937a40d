package io.emistream.app.show;

import io.emistream.audio.Level;
import java.util.Locale;

/** A level meter of one line. */
public final class Meter {
    private static final int WIDTH = 30;
    private static final double LOWEST_DB = -60;

    private Meter() {}

    /** From −60 dBFS to full scale: the bar is the loudness, the figure beside it the peak. */
    public static String line(Level level) {
        double loudness = decibels(level.rms());
        int filled = (int) Math.round(WIDTH * Math.max(0, 1 - loudness / LOWEST_DB));
        return String.format(
                Locale.ROOT,
                "[%s%s] %4.0f dBFS, peak %4.0f%s",
                "#".repeat(filled),
                "-".repeat(WIDTH - filled),
                loudness,
                decibels(level.peak()),
                level.clipped() > 0 ? ", clipped" : "");
    }

    private static double decibels(float amplitude) {
        return Math.max(-99, 20 * Math.log10(amplitude));
    }
}
