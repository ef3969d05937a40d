package io.emistream.processor.quality;

import java.util.Locale;
import java.util.Optional;

/**
 * When a segment is not speech, and not worth a score of emotions. Only what speaks against it counts: noise over a voice hides much. Decision record 0021 says what was
 * measured.
 *
 * @param leastVoiced share of the sounding frames that must have a pitch, 0 to 1
 * @param mostSteady share of the sounding frames whose pitch may stand still, 0 to 1; more is a tone, unless it glides even more
 * @param leastGliding share of the sounding frames whose pitch must glide where there are three seconds or more of them, 0 to 1
 */
public record SpeechRules(double leastVoiced, double mostSteady, double leastGliding) {
    private static final int LONG = 150;

    public SpeechRules {
        within("leastVoiced", leastVoiced);
        within("mostSteady", mostSteady);
        within("leastGliding", leastGliding);
    }

    /** What decision record 0021 argues for. */
    public static SpeechRules standard() {
        return new SpeechRules(0.05, 0.08, 0.015);
    }

    /** Scores music and noise, too. */
    public static SpeechRules anySound() {
        return new SpeechRules(0, 1, 0);
    }

    /** Why it is not speech; nothing where it may be. */
    public Optional<String> objection(SegmentSound sound) {
        if (sound.voiced() < leastVoiced)
            return because("a voice is in %.0f %% of it, less than %.0f %%", sound.voiced(), leastVoiced);
        if (sound.steady() > mostSteady && sound.steady() > sound.gliding())
            return because("steady tones are in %.0f %% of it, more than %.0f %%", sound.steady(), mostSteady);
        if (sound.sounding() >= LONG && sound.gliding() < leastGliding)
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
