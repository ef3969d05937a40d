package io.emistream.app.bench.speech;

/** A kind of sound that is no speech, and is made here. */
interface MadeSound {
    /** In capital letters. */
    String name();

    /** A made stretch of it in faint noise, 16 kHz mono; the same for the same seed. */
    float[] samples(double seconds, long seed);
}
