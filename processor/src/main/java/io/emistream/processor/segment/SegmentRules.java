package io.emistream.processor.segment;

import java.time.Duration;

/**
 * How a participant's stream is cut. Times are media time and count in whole frames of 20 ms.
 *
 * @param longest no segment is longer; at most 12 s, the limit of the model
 * @param shortest least voiced time worth a score; less joins the speech that follows or is skipped
 * @param hangover quiet time after which speech has paused and the segment is cut
 * @param join how long too short a piece waits for speech to join before it is skipped
 * @param preRoll quiet time kept before speech, so that soft onsets are heard
 * @param postRoll quiet time kept after speech; at most the hangover
 * @param lookback where speech reaches the longest length, the cut falls on the quietest frame of this last stretch; zero cuts exactly there
 * @param voice when a frame counts as voice
 * @param reorderWindow how many chunks a late one may be overtaken by before it is given up as lost
 */
public record SegmentRules(
        Duration longest,
        Duration shortest,
        Duration hangover,
        Duration join,
        Duration preRoll,
        Duration postRoll,
        Duration lookback,
        VoiceRules voice,
        int reorderWindow) {

    private static final Duration MODEL_LIMIT = Duration.ofSeconds(12);
    private static final Duration MODEL_LEAST =
            Duration.ofMillis(40); // 25 ms (400 samples) yield the first model frame

    public SegmentRules {
        within("segments.longest", longest, Duration.ofSeconds(1), MODEL_LIMIT);
        within("segments.shortest", shortest, MODEL_LEAST, longest.dividedBy(2));
        within("segments.hangover", hangover, Duration.ofMillis(20), Duration.ofSeconds(2));
        within("segments.join", join, hangover, longest);
        within("segments.preRoll", preRoll, Duration.ZERO, Duration.ofSeconds(1));
        within("segments.postRoll", postRoll, Duration.ZERO, hangover);
        within("segments.lookback", lookback, Duration.ZERO, longest.dividedBy(2));
        if (reorderWindow < 1 || reorderWindow > 1000)
            throw new IllegalArgumentException(
                    "segments.reorderWindow is " + reorderWindow + " chunks; give 1 (no disorder) to 1000");
    }

    /** What decision record 0006 argues for. */
    public static SegmentRules standard() {
        return new SegmentRules(
                MODEL_LIMIT,
                Duration.ofMillis(500),
                Duration.ofMillis(400),
                Duration.ofSeconds(2),
                Duration.ofMillis(100),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                VoiceRules.standard(),
                16);
    }

    private static void within(String what, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0)
            throw new IllegalArgumentException(what + " is " + value.toMillis() + " ms; give " + least.toMillis()
                    + " ms to " + most.toMillis() + " ms");
    }
}
