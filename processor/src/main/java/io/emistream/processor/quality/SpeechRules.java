package io.emistream.processor.quality;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * When a segment is not speech, and not worth a score of emotions. Decision record 0021 says how it was chosen and what was measured.
 *
 * @param leastEvidence for speech, logarithm of odds: less and it is none; minus infinity takes all for speech
 */
public record SpeechRules(double leastEvidence) {
    public SpeechRules {
        if (Double.isNaN(leastEvidence))
            throw new IllegalArgumentException("scoring.speech.leastEvidence is NaN; give a number, 0 is the standard");
    }

    /** What decision record 0021 argues for. */
    public static SpeechRules standard() {
        return new SpeechRules(0);
    }

    /** Scores music and noise, too. */
    public static SpeechRules anySound() {
        return new SpeechRules(Double.NEGATIVE_INFINITY);
    }

    /** Why it is not speech, by the sign that says so most; nothing where it may be. */
    public Optional<String> objection(SegmentSound sound) {
        double evidence = Sign.allEvidence(sound.signs());
        if (evidence >= leastEvidence) return Optional.empty();
        var worst = Arrays.stream(Sign.values())
                .min(Comparator.comparingDouble(sign -> sign.evidence(sound.signs())))
                .orElseThrow();
        return Optional.of(String.format(
                Locale.ROOT,
                "not speech: %s (evidence %.1f, at least %.1f needed)",
                worst.objection(),
                evidence,
                leastEvidence));
    }
}
