package io.emistream.app.bench.speech;

import static io.emistream.app.bench.speech.Instruments.fading;
import static io.emistream.app.bench.speech.Instruments.held;
import static io.emistream.app.bench.speech.Instruments.partials;
import static io.emistream.app.bench.speech.Instruments.steady;

/** Noises and tones that the rules were tried on once, when they were done. */
enum LastNoise implements Played {
    /** A laptop's keys, flat and quick, with a pointing device. */
    LAPTOP {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            for (double at = 0.3; at < synth.seconds() - 1; at += random.nextDouble(0.07, 0.3)) {
                double level = random.nextDouble(0.03, 0.2);
                play.noise(at, 0.06, fading(level, random.nextDouble(0.006, 0.02)), 0.7, 0.3);
                play.struck(at + 0.002, random.nextDouble(250, 700), level / 2, 0.012, 1, 1.7, 2.9);
                if (random.nextInt(8) == 0) {
                    synth.burst(at + 0.3, 0.2, 0.002);
                    synth.burst(at + 0.38, 0.15, 0.002);
                    at += random.nextDouble(0.5, 1.5);
                }
            }
        }
    },
    /** A transformer of 50 or 60 Hz whose even harmonics beat with a motor's. */
    TRANSFORMER {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            double mains = random.nextBoolean() ? 100 : 120;
            for (double at = 0.5; at < synth.seconds(); ) {
                double length = random.nextDouble(2, 12);
                double slip = random.nextDouble(0.96, 0.999);
                play.voice(at, length, steady(mains), held(0.08, length, 0.2), partials(12, 0.9));
                play.voice(at, length, steady(mains / 4 * slip), held(0.05, length, 0.3), partials(30, 0.7));
                at += length + random.nextDouble(0.6, 2);
            }
        }
    },
    /** Keys of a telephone in bursts, a fax's call and answer, a modem's two tones, a howler. */
    LINE {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            for (double at = 0.3; at < synth.seconds(); at += random.nextDouble(0.4, 1.5)) {
                int what = random.nextInt(5);
                if (what == 0) at = tone(play, at, 0.5, 1100);
                if (what == 1) at = tone(play, at, random.nextDouble(1, 3), 2100);
                if (what == 2)
                    for (int i = 0; i < 60; i++) at = tone(play, at, 1 / 30.0, random.nextBoolean() ? 1270 : 1070);
                if (what == 3) for (int i = 0; i < 10; i++) at = tone(play, at, 0.1, 1400, 2060, 2450, 2600) + 0.1;
                if (what == 4)
                    for (int i = 0; i < 8; i++)
                        at = tone(play, at, 0.09, ROWS[random.nextInt(4)], COLUMNS[random.nextInt(3)]) + 0.06;
            }
        }

        private double tone(Instruments play, double at, double length, double... hertz) {
            for (double one : hertz) play.voice(at, length, steady(one), held(0.12, length, 0.003), 1);
            return at + length;
        }
    },
    /** Beeps of an alarm, a clock, a lorry that backs. */
    BEEPS {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            for (double at = 0.3; at < synth.seconds(); at += random.nextDouble(0.5, 1.5)) {
                double hertz = random.nextDouble(500, 3_000);
                double length = random.nextDouble(0.05, 0.6);
                for (int i = 0; i < 2 + random.nextInt(6); i++, at += 1.7 * length)
                    play.voice(at, length, steady(hertz), held(0.2, length, 0.004), 1, 0, 0.3);
            }
        }
    },
    /** Drops of rain on a roof, a frying pan, applause. */
    RAIN {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            for (double at = 0.3; at < synth.seconds(); at += random.nextDouble(0.4, 1.5)) {
                double end = at + random.nextDouble(1, 8);
                double every = random.nextDouble(0.002, 0.02);
                for (; at < end; at += random.nextDouble(0, 2 * every))
                    play.noise(at, 0.03, fading(random.nextDouble(0.02, 0.2), 0.004), random.nextDouble(0, 0.8), 0.5);
            }
        }
    },
    /** A vacuum cleaner or a mixer: a whine that stands, harmonics, air. */
    MOTOR {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            for (double at = 0.3; at < synth.seconds(); at += random.nextDouble(0.6, 2)) {
                double length = random.nextDouble(1.5, 9);
                double hertz = random.nextDouble(90, 400);
                play.voice(
                        at,
                        length,
                        t -> hertz * (1 - Math.exp(-(t + 0.3) / 0.3)),
                        held(0.06, length, 0.1),
                        partials(20, 0.8));
                play.noise(at, length, held(0.05, length, 0.2), 0.6, 0.2);
                at += length;
            }
        }
    },
    /** Crickets, a clock, steps on a floor. */
    ROOM {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            double step = random.nextDouble(0.35, 1);
            int what = random.nextInt(3);
            for (double at = 0.3; at < synth.seconds(); at += step) {
                if (what == 0)
                    for (int i = 0; i < 4; i++)
                        play.voice(at + 0.035 * i, 0.02, steady(4_300), held(0.1, 0.02, 0.004), 1);
                if (what == 1) play.struck(at, 2_200, 0.2, 0.01, 1, 1.4, 2.1);
                if (what == 2) {
                    play.skin(at, random.nextDouble(60, 90), 0.3, 0.04);
                    play.noise(at + 0.08, 0.1, fading(0.08, 0.03), 0.8, 0.3);
                }
                if (random.nextInt(15) == 0) at += 1;
            }
        }
    };

    private static final double[] ROWS = {697, 770, 852, 941};
    private static final double[] COLUMNS = {1209, 1336, 1477};
}
