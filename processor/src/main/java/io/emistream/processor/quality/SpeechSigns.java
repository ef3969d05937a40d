package io.emistream.processor.quality;

import io.emistream.schemas.avro.Bandwidth;

/** What tells speech in the sounding frames of a segment: pitch, how it moves, and the frequencies there are. Not thread-safe. */
final class SpeechSigns {
    private static final int FRAME = 320;

    /** Frequencies are looked at in every sixteenth sounding frame. */
    private static final int SPECTRUM_EACH = 16;

    // bins of 31.25 Hz: 300 to 3,400 Hz, what a telephone carries, and 4,400 to 7,000 Hz, what it does not
    private static final int TELEPHONE_FROM = 10;
    private static final int TELEPHONE_TO = 109;
    private static final int WIDE_FROM = 141;
    private static final int WIDE_TO = 224;

    /** Quantisation and resampling leave less than this there. */
    private static final double NOTHING_DB = -50;

    private final PitchPath path = new PitchPath();
    private int sounding;
    private double low;
    private double high;

    /**
     * @param powers of the frames
     * @param threshold power from which on a frame sounds
     */
    static SpeechSigns of(float[] samples, double[] powers, double threshold) {
        var signs = new SpeechSigns();
        var pitch = new PitchWindow(samples);
        var spectrum = new Spectrum();
        for (int frame = 0; frame * FRAME + PitchWindow.SAMPLES <= samples.length; frame++) {
            if (powers[frame] < threshold) {
                signs.path.pause();
                pitch.forget();
                continue;
            }
            pitch.look(frame);
            signs.path.voice(pitch.strength(), pitch.period());
            if (signs.sounding++ % SPECTRUM_EACH == 0) signs.add(spectrum, samples, frame * FRAME);
        }
        return signs;
    }

    private void add(Spectrum spectrum, float[] samples, int from) {
        spectrum.take(samples, from);
        low += spectrum.power(TELEPHONE_FROM, TELEPHONE_TO);
        high += spectrum.power(WIDE_FROM, WIDE_TO);
    }

    Bandwidth bandwidth() {
        if (sounding == 0 || low + high <= 0) return Bandwidth.UNKNOWN;
        return high < low * Decibels.power(NOTHING_DB) ? Bandwidth.TELEPHONE : Bandwidth.WIDE;
    }

    int sounding() {
        return sounding;
    }

    float voiced() {
        return (float) path.voiced() / Math.max(1, sounding);
    }

    float steady() {
        return (float) path.steady() / Math.max(1, sounding);
    }

    float gliding() {
        return (float) path.gliding() / Math.max(1, sounding);
    }
}
