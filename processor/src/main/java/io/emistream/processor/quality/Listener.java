package io.emistream.processor.quality;

import io.emistream.schemas.avro.Bandwidth;

/** Listens to the sounding frames of a segment: their pitch, how it and the level move, and the frequencies there are. Not thread-safe. */
final class Listener {
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

    private final float[] samples;
    private final double[] decibels;
    private final int frames;
    private final PitchPath path = new PitchPath();
    private int sounding;
    private double low;
    private double high;

    /**
     * @param samples of the segment
     * @param decibels level of each of its frames
     */
    Listener(float[] samples, double[] decibels) {
        this.samples = samples;
        this.decibels = decibels;
        frames = Math.max(0, (samples.length - PitchWindow.SAMPLES) / FRAME + 1);
    }

    /**
     * Listens to all of it, once.
     *
     * @param soundingDb level from which on a frame sounds
     * @param loudDb what loud frames have
     */
    SpeechSigns signs(double soundingDb, double loudDb) {
        var pitch = new PitchWindow(samples);
        var spectrum = new Spectrum();
        var sounds = new boolean[frames];
        for (int frame = 0; frame < frames; frame++) {
            sounds[frame] = decibels[frame] >= soundingDb;
            if (!sounds[frame]) {
                path.pause();
                pitch.forget();
                continue;
            }
            pitch.look(frame);
            path.voice(pitch.strength(), pitch.period(), decibels[frame]);
            if (sounding++ % SPECTRUM_EACH == 0) add(spectrum, frame * FRAME);
        }
        path.pause();
        return SpeechSigns.of(new LevelPath(decibels, sounds, frames, loudDb), path, sounding);
    }

    private void add(Spectrum spectrum, int from) {
        spectrum.take(samples, from);
        low += spectrum.power(TELEPHONE_FROM, TELEPHONE_TO);
        high += spectrum.power(WIDE_FROM, WIDE_TO);
    }

    /** Once it has listened. */
    Bandwidth bandwidth() {
        if (sounding == 0 || low + high <= 0) return Bandwidth.UNKNOWN;
        return high < low * Decibels.power(NOTHING_DB) ? Bandwidth.TELEPHONE : Bandwidth.WIDE;
    }
}
