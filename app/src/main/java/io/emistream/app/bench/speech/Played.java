package io.emistream.app.bench.speech;

import java.util.SplittableRandom;

/** What is played by instruments, in faint noise. */
interface Played extends MadeSound {
    void play(Synth synth, Instruments play);

    @Override
    default float[] samples(double seconds, long seed) {
        var synth = new Synth(seconds, seed);
        play(synth, new Instruments(synth));
        synth.noise(new SplittableRandom(seed).nextDouble(0.0001, 0.003));
        return synth.samples();
    }
}
