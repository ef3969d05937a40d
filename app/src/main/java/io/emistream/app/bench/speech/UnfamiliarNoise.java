package io.emistream.app.bench.speech;

import static io.emistream.app.bench.speech.Instruments.fading;
import static io.emistream.app.bench.speech.Instruments.held;
import static io.emistream.app.bench.speech.Instruments.partials;
import static io.emistream.app.bench.speech.Instruments.steady;

/** Other machines, keys and tones than those of {@link Unspoken}. */
enum UnfamiliarNoise implements Played {
    /** The mains with all its harmonics, drifting, that come and go; a fan. */
    MAINS {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            double mains = random.nextBoolean() ? 50 : 60;
            double odd = random.nextDouble(0.2, 1);
            var harmonics = partials(30, random.nextDouble(0.4, 1.2));
            for (int h = 0; h < harmonics.length; h += 2) harmonics[h] *= odd;
            for (double at = 0.5; at < synth.seconds(); ) {
                double length = random.nextDouble(1, 10);
                double drift = random.nextDouble(-0.002, 0.002);
                play.voice(
                        at,
                        length,
                        t -> mains * (1 + drift * Math.sin(0.7 * t)),
                        t -> 0.06 * (1 + 0.4 * Math.sin(9 * t)) * Math.min(1, t / 0.1),
                        harmonics);
                at += length + random.nextDouble(0.5, 3);
            }
            play.noise(0, synth.seconds(), steady(random.nextDouble(0.002, 0.02)), 0.9, 0);
        }
    },
    /** Another keyboard: words and pauses, a resonant case, a long key. */
    TYPING {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            double box = random.nextDouble(180, 500);
            for (double at = 0.3; at < synth.seconds() - 1; at += random.nextDouble(0.2, 2.5)) {
                int keys = 2 + random.nextInt(9);
                for (int key = 0; key < keys; key++, at += random.nextDouble(0.06, 0.22)) {
                    double level = random.nextDouble(0.05, 0.4);
                    play.noise(at, 0.05, fading(level, random.nextDouble(0.002, 0.01)), 0.3, 0.6);
                    play.struck(at, box * random.nextDouble(0.9, 1.1), level / 3, 0.02, 1, 2.7, 5.1, 9.3);
                    play.noise(at + random.nextDouble(0.04, 0.12), 0.04, fading(level / 2, 0.004), 0.2, 0.7);
                }
                play.struck(at, box / 2, 0.3, 0.03, 1, 1.9, 3.3); // the long key
            }
        }
    },
    /** Short and long keys of a telephone, uneven pairs; ringing, busy and information tones of several countries. */
    DIALLING {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            for (double at = 0.3; at < synth.seconds(); ) {
                if (random.nextInt(6) == 0) {
                    double[] tone = TONES[random.nextInt(TONES.length)];
                    for (int i = 0; i < 3; i++, at += tone[2] + tone[3])
                        for (int k = 0; k < 2; k++)
                            play.voice(at, tone[2], steady(tone[k]), held(0.15, tone[2], 0.004), 1);
                    for (int i = 0; i < 3; i++, at += 0.33)
                        play.voice(at, 0.33, steady(new double[] {950, 1400, 1800}[i]), steady(0.15), 1);
                    at += 0.8;
                } else {
                    double length = random.nextDouble(0.04, 0.5);
                    double twist = random.nextDouble(0.5, 2);
                    play.voice(at, length, steady(LOW[random.nextInt(4)]), held(0.15, length, 0.002), 1);
                    play.voice(at, length, steady(HIGH[random.nextInt(4)]), held(0.15 * twist, length, 0.002), 1);
                    at += length + random.nextDouble(0.04, 0.5);
                }
            }
        }
    },
    /** White, pink and brown noise, a fan with blades, wind, waves. */
    NOISE {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            for (double at = 0.5; at < synth.seconds(); ) {
                double length = random.nextDouble(0.5, 6);
                double rate = random.nextBoolean() ? random.nextDouble(0.2, 2) : random.nextDouble(8, 40);
                double depth = random.nextDouble(0, 0.9);
                play.noise(
                        at,
                        length,
                        t -> 0.08 * (1 + depth * Math.sin(2 * Math.PI * rate * t)),
                        random.nextDouble(0, 0.98),
                        random.nextDouble(0, 0.9));
                at += length + random.nextDouble(0.3, 2);
            }
        }
    },
    /** Clicks, crackle, knocks and a microphone that is handled. */
    CLICKS {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            for (double at = 0.3; at < synth.seconds(); at += random.nextDouble(0.01, 0.4)) {
                int what = random.nextInt(4);
                if (what == 0) synth.burst(at, random.nextDouble(0.1, 0.6), 0.001);
                if (what == 1) play.struck(at, random.nextDouble(60, 250), 0.4, 0.03, 1, 1.6, 2.3, 3.1);
                if (what == 2) play.noise(at, 0.3, fading(0.3, 0.05), 0.97, 0);
                if (what == 3) play.skin(at, random.nextDouble(70, 140), 0.3, 0.04);
                if (random.nextInt(20) == 0) at += 1;
            }
        }
    },
    /** Birds: whistles of 2 to 6 kHz that sweep and trill. */
    BIRDS {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            for (double at = 0.3; at < synth.seconds(); at += random.nextDouble(0.2, 1.2)) {
                double from = random.nextDouble(2_000, 5_000);
                double sweep = random.nextDouble(-8_000, 8_000);
                double trill = random.nextDouble(10, 40);
                double length = random.nextDouble(0.04, 0.2);
                for (int i = 0; i < 1 + random.nextInt(8); i++, at += 1.3 * length)
                    play.voice(
                            at,
                            length,
                            t -> Math.max(1_500, from + sweep * t + 200 * Math.sin(2 * Math.PI * trill * t)),
                            held(0.2, length, 0.01),
                            1,
                            0.1);
            }
        }
    };

    private static final double[] LOW = {697, 770, 852, 941};
    private static final double[] HIGH = {1209, 1336, 1477, 1633};

    /** Two frequencies, how long it sounds and pauses. */
    private static final double[][] TONES = {
        {440, 480, 2, 4}, {400, 450, 0.4, 0.2}, {425, 425, 1, 4}, {425, 425, 0.5, 0.5}, {480, 620, 0.25, 0.25}
    };
}
