package io.emistream.processor.load;

import java.util.Locale;

/**
 * What an instance carries at one moment.
 *
 * @param capacity seconds of speech it can score per second; 0 while unknown
 * @param load part of that which is asked for; over 1 it falls behind
 * @param waitSeconds how long a segment would wait for the device
 * @param voices participants heard in the last seconds
 * @param sessions theirs
 * @param stage how far it goes to stay in time
 * @param admits whether a new session would be let in
 */
public record Carried(
        double capacity, double load, double waitSeconds, long voices, int sessions, Stage stage, boolean admits) {

    /** In words, for reasons and health. */
    public String text() {
        return capacity == 0
                ? "capacity not measured yet"
                : String.format(
                        Locale.ROOT,
                        "%.1f s of speech can be scored per second, %.0f %% of it is asked for by %d voices in %d sessions, and a segment waits %.1f s",
                        capacity,
                        100 * load,
                        voices,
                        sessions,
                        waitSeconds);
    }
}
