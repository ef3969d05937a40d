package io.emistream.processor.quality;

import java.util.function.ToDoubleFunction;

/**
 * What each sign says for or against speech: a logistic regression on recorded speech, clean, over a telephone, in noise and in babble, against made music, noise, keys and tones.
 * Decision record 0021 says what was measured.
 */
enum Sign {
    LEVEL_STANDS(SpeechSigns::levelStands, 0.291, 0.293, -3.59, "its loudness stands still"),
    LEVEL_JUMPS(SpeechSigns::levelJumps, 0.0572, 0.0684, -1.43, "it jumps up as what is struck does"),
    LEVEL_RISE(SpeechSigns::levelRise, 5.12, 5.15, -3.22, "it begins as abruptly as what is struck"),
    SPREAD(SpeechSigns::spread, 9.31, 4.15, -1.88, "its loud and quiet parts are too far apart"),
    SOUNDING_SPREAD(SpeechSigns::soundingSpread, 3.9, 2.54, 1.66, "its sounds are all equally loud"),
    RIPPLE(SpeechSigns::ripple, 0.139, 0.127, -1.82, "its loudness ripples"),
    SYLLABLES(SpeechSigns::syllables, 0.259, 0.187, 4.15, "it has no syllables"),
    PHRASES(SpeechSigns::phrases, 0.181, 0.14, 0.63, "it has no phrases"),
    PITCH_MOVES(SpeechSigns::pitchMoves, 0.184, 0.182, 2.68, "it has no pitch that moves as a voice's"),
    PITCH_STANDS(SpeechSigns::pitchStands, 0.172, 0.277, -2.68, "its pitch stands still"),
    PITCH_RISES(SpeechSigns::pitchRises, 0.206, 0.191, 0.98, "its pitch never rises"),
    SWELLS(SpeechSigns::swells, -0.179, 1.23, 1.42, "its tones fade as what is struck does");

    /** What one sign may count at most, in spreads: none decides alone. */
    private static final double FARTHEST = 4;

    private static final double BEFOREHAND = -2.86;

    private final ToDoubleFunction<SpeechSigns> value;
    private final double mean;
    private final double spread;
    private final double weight;
    private final String objection;

    Sign(ToDoubleFunction<SpeechSigns> value, double mean, double spread, double weight, String objection) {
        this.value = value;
        this.mean = mean;
        this.spread = spread;
        this.weight = weight;
        this.objection = objection;
    }

    /** For speech above 0, against it below: logarithm of odds. */
    double evidence(SpeechSigns signs) {
        double off = (value.applyAsDouble(signs) - mean) / spread;
        return weight * Math.max(-FARTHEST, Math.min(FARTHEST, off));
    }

    /** Of all signs together. */
    static double allEvidence(SpeechSigns signs) {
        double sum = BEFOREHAND;
        for (var sign : values()) sum += sign.evidence(signs);
        return sum;
    }

    /** What it says where it speaks against speech. */
    String objection() {
        return objection;
    }
}
