package io.emistream.processor.quality;

import java.util.Locale;
import java.util.Optional;

/**
 * When a segment is not speech, and not worth a score of emotions. Only what speaks against it counts: noise over a voice hides much. Decision record 0021 says what was
 * measured.
 *
 * @param leastVoiced share of the sounding frames that must have a pitch unless it glides, 0 to 1
 * @param mostSteady share of the sounding frames whose pitch may stand still, 0 to 1; more is a tone, unless it glides even more; less than half of that where there are two
 *     seconds or more
 * @param leastGliding share of the sounding frames whose pitch must glide where there are two seconds or more of them, 0 to 1
 */
public record SpeechRules(double leastVoiced, double mostSteady, double leastGliding) {
    /** Frames that sound, two seconds of them: from here on chance decides little. */
    private static final int LONG = 100;

    private static final double LONG_SHARE = 0.4;

    /** Share of gliding frames that is as good as none. */
    private static final double STILL = 0.01;

    public SpeechRules {
        within("leastVoiced", leastVoiced);
        within("mostSteady", mostSteady);
        within("leastGliding", leastGliding);
    }

    /** What decision record 0021 argues for. */
    public static SpeechRules standard() {
        return new SpeechRules(0.10, 0.08, 0.015);
    }

    /** Scores music and noise, too. */
    public static SpeechRules anySound() {
        return new SpeechRules(0, 1, 0);
    }

    /** Why it is not speech; nothing where it may be. */
    public Optional<String> objection(SegmentSound sound) {
        boolean still = sound.gliding() < STILL;
        if (sound.voiced() < leastVoiced && still)
            return because("a voice is in %.0f %% of it, less than %.0f %%", sound.voiced(), leastVoiced);
        boolean lengthy = sound.sounding() >= LONG;
        double steady = lengthy && mostSteady < 1 ? mostSteady * LONG_SHARE : mostSteady;
        if (sound.steady() > steady && sound.steady() > sound.gliding())
            return because("steady tones are in %.0f %% of it, more than %.0f %%", sound.steady(), steady);
        if (lengthy && sound.gliding() < leastGliding)
            return because("its pitch moves in %.1f %% of it, less than %.1f %%", sound.gliding(), leastGliding);
        return Optional.empty();
    }

    private static Optional<String> because(String what, double value, double limit) {
        return Optional.of(String.format(Locale.ROOT, "not speech: " + what, 100 * value, 100 * limit));
    }

    private static void within(String what, double share) {
        if (!(share >= 0 && share <= 1)) // also refuses NaN
        throw new IllegalArgumentException("scoring.speech." + what + " is " + share + "; give 0 to 1");
    }
}
