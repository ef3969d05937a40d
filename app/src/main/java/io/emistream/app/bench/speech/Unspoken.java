package io.emistream.app.bench.speech;

import io.emistream.app.bench.speech.Synth.Tone;
import java.util.SplittableRandom;

/** Sounds that calls are full of and that are no speech. */
enum Unspoken implements MadeSound {
    /** Chords held for a second or two, as of an organ or strings, without and with vibrato. */
    CHORDS {
        @Override
        void fill(Synth synth) {
            var random = synth.random();
            for (double at = 0; at < synth.seconds(); ) {
                double length = random.nextDouble(0.8, 2.5);
                double root = note(random.nextInt(20) - 12);
                double vibrato = random.nextBoolean() ? 0 : 0.006;
                double level = random.nextDouble(0.01, 0.08);
                for (int step : random.nextBoolean() ? new int[] {0, 4, 7, 12} : new int[] {0, 3, 7, 10})
                    synth.tone(at, at + length, Tone.bowed(root * Math.pow(2, step / 12.0), level, vibrato), 10);
                at += length;
            }
        }
    },
    /** A melody that is plucked, two to six notes a second, with pauses. */
    MELODY {
        @Override
        void fill(Synth synth) {
            var random = synth.random();
            for (double at = 0; at < synth.seconds(); ) {
                double length = random.nextDouble(0.16, 0.5);
                synth.tone(at, at + length, Tone.plucked(note(random.nextInt(25) - 12), 0.3), 12);
                at += random.nextInt(8) == 0 ? length + 0.6 : length;
            }
        }
    },
    /** Bass, chords, a lead and drums: 120 beats a minute. */
    BAND {
        @Override
        void fill(Synth synth) {
            var random = synth.random();
            for (double at = 0; at < synth.seconds(); at += 0.25) {
                boolean beat = Math.round(at * 4) % 2 == 0;
                synth.burst(at, beat ? 0.25 : 0.08, beat ? 0.05 : 0.02);
                int root = new int[] {0, 5, 7, 9}[(int) (at / 2) % 4];
                if (beat) synth.tone(at, at + 0.5, Tone.plucked(note(root - 24), 0.3), 6);
                if (Math.round(at * 4) % 8 == 0)
                    for (int step : new int[] {0, 4, 7})
                        synth.tone(at, at + 2, Tone.bowed(note(root + step), 0.05, 0.003), 8);
                synth.tone(
                        at, at + 0.25, Tone.plucked(note(root + new int[] {0, 4, 7, 12}[random.nextInt(4)]), 0.2), 10);
            }
        }
    },
    /** The mains and a fan. */
    HUM {
        @Override
        void fill(Synth synth) {
            var random = synth.random();
            double mains = random.nextBoolean() ? 50 : 60;
            for (double at = 1; at < synth.seconds(); at += 8)
                synth.tone(at, at + random.nextDouble(2, 7), Tone.bowed(mains * (1 + random.nextInt(2)), 0.1, 0), 20);
            synth.noise(random.nextDouble(0.001, 0.01));
        }
    },
    /** Keys of a keyboard, four to twelve a second. */
    KEYBOARD {
        @Override
        void fill(Synth synth) {
            var random = synth.random();
            for (double at = 0.5; at < synth.seconds() - 0.2; at += random.nextDouble(0.08, 0.25)) {
                double level = random.nextDouble(0.05, 0.3);
                synth.burst(at, level, random.nextDouble(0.004, 0.015));
                synth.burst(at + random.nextDouble(0.05, 0.09), level / 3, 0.005);
                synth.tone(at, at + 0.08, new Tone(random.nextDouble(120, 400), level, 0.015, 0.001, 0), 1);
                synth.tone(at, at + 0.08, new Tone(random.nextDouble(900, 3000), level / 2, 0.01, 0.001, 0), 1);
                if (random.nextInt(12) == 0) at += random.nextDouble(0.5, 2);
            }
        }
    },
    /** Next to nothing, or noise alone. */
    SILENCE {
        @Override
        void fill(Synth synth) {
            synth.noise(synth.random().nextInt(3) == 0 ? 0 : synth.random().nextDouble(0.0001, 0.02));
        }
    },
    /** Keys of a telephone, its dial and busy tones. */
    DTMF {
        @Override
        void fill(Synth synth) {
            var random = synth.random();
            for (double at = 0.5; at < synth.seconds(); ) {
                if (random.nextInt(10) == 0) {
                    double length = random.nextDouble(0.5, 3);
                    pair(synth, at, length, random.nextBoolean() ? new double[] {350, 440} : new double[] {480, 620});
                    at += length + 1;
                } else {
                    double length = random.nextDouble(0.07, 0.3);
                    pair(synth, at, length, new double[] {LOW[random.nextInt(4)], HIGH[random.nextInt(4)]});
                    at += length + random.nextDouble(0.05, 0.2);
                }
            }
        }

        private void pair(Synth synth, double at, double length, double[] hertz) {
            for (double one : hertz) synth.tone(at, at + length, Tone.plain(one, 0.2), 1);
        }
    };

    private static final double[] LOW = {697, 770, 852, 941};
    private static final double[] HIGH = {1209, 1336, 1477, 1633};

    abstract void fill(Synth synth);

    /** So many semitones from middle C. */
    static double note(int semitones) {
        return 261.63 * Math.pow(2, semitones / 12.0);
    }

    @Override
    public float[] samples(double seconds, long seed) {
        var synth = new Synth(seconds, seed);
        fill(synth);
        synth.noise(new SplittableRandom(seed).nextDouble(0.0001, 0.003));
        return synth.samples();
    }
}
