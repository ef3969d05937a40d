package io.emistream.app.bench.speech;

import static io.emistream.app.bench.speech.Instruments.fading;
import static io.emistream.app.bench.speech.Instruments.held;
import static io.emistream.app.bench.speech.Instruments.partials;
import static io.emistream.app.bench.speech.Instruments.steady;
import static io.emistream.app.bench.speech.Instruments.vibrato;
import static io.emistream.app.bench.speech.Unspoken.note;

/** Other instruments, scales and tempi than those of {@link Unspoken}: does what was learnt from those hold? */
enum UnfamiliarMusic implements Played {
    /** Drawbars through a turning loudspeaker; three to five voices, minor and modal. */
    ORGAN {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            double turn = random.nextDouble(0.7, 7);
            double[] bars = {1, 0.8, 0.6, 0.5, 0, 0.3, 0, 0.4};
            for (double at = 0; at < synth.seconds(); ) {
                double length = random.nextDouble(0.3, 3);
                int root = MINOR[random.nextInt(7)] - 17;
                for (int i = 0; i < 3 + random.nextInt(3); i++)
                    play.voice(
                            at,
                            length,
                            vibrato(note(root + new int[] {0, 7, 12, 15, 22}[i]), 0.004, turn),
                            held(random.nextDouble(0.02, 0.07), length, 0.015),
                            bars);
                at += length + (random.nextInt(6) == 0 ? 0.7 : 0);
            }
        }
    },
    /** A guitar that is strummed and picked, 70 to 160 beats a minute. */
    GUITAR {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            double beat = 60 / random.nextDouble(70, 160);
            for (double at = 0.2; at < synth.seconds(); at += beat) {
                int root = MINOR[random.nextInt(7)] - 17;
                if (random.nextBoolean()) {
                    for (int i = 0; i < 6; i++)
                        play.string(at + 0.012 * i, 1.8 * beat, note(root + new int[] {0, 7, 12, 15, 19, 24}[i]), 0.12);
                } else {
                    for (int i = 0; i < 4; i++)
                        play.string(at + i * beat / 4, beat, note(root + MINOR[random.nextInt(7)]), 0.25);
                }
                if (random.nextInt(12) == 0) at += 1.2;
            }
        }
    },
    /** A piano: partials slightly sharp, both hands. */
    PIANO {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            double beat = 60 / random.nextDouble(60, 150);
            double[] sharp = {1, 2.002, 3.006, 4.012, 5.02, 6.03};
            for (double at = 0.2; at < synth.seconds(); at += beat / 2) {
                int root = WHOLE[random.nextInt(6)];
                if (random.nextInt(3) > 0) play.struck(at, note(root), random.nextDouble(0.1, 0.3), 0.5, sharp);
                if (random.nextInt(2) == 0)
                    for (int step : new int[] {-24, -17, -9}) play.struck(at, note(root + step), 0.08, 0.8, sharp);
            }
        }
    },
    /** Walking bass, swung brushes, electric piano and a lead that slides into its notes. */
    COMBO {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            double beat = 60 / random.nextDouble(90, 200);
            for (double at = 0.1; at < synth.seconds(); at += beat) {
                int root = MINOR[random.nextInt(7)];
                play.string(at, beat, note(root - 27), 0.35);
                play.noise(at + 0.66 * beat, 0.15, fading(0.06, 0.05), 0, 0.9);
                if (random.nextBoolean())
                    for (int step : new int[] {-2, 3, 7, 10}) play.struck(at, note(root + step), 0.06, 0.7, 1, 2, 7);
                double hertz = note(root + MINOR[random.nextInt(7)]);
                double length = beat * (1 + random.nextInt(3)) / 2;
                play.voice(
                        at,
                        length,
                        t -> hertz * (1 - 0.06 * Math.exp(-t / 0.05)) * (1 + 0.006 * Math.sin(33 * t)),
                        held(0.12, length, 0.03),
                        partials(12, 0.8));
            }
        }
    },
    /** A synthesiser's lead that trembles as a singer does, with vowels of its own, over a pad. */
    LEAD {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            for (double at = 0.1; at < synth.seconds(); ) {
                double length = random.nextDouble(0.25, 1.5);
                double hertz = note(MINOR[random.nextInt(7)] - 5);
                var vowel = partials(14, 0.7);
                double formant = random.nextDouble(400, 900);
                for (int h = 0; h < vowel.length; h++) vowel[h] *= 1 / (1 + Math.pow((h * hertz - formant) / 250, 2));
                play.voice(
                        at,
                        length,
                        vibrato(hertz, random.nextDouble(0.004, 0.02), random.nextDouble(4.5, 6.5)),
                        held(0.3, length, 0.05),
                        vowel);
                if (random.nextBoolean())
                    play.voice(at, 2 * length, steady(note(-17)), held(0.03, 2 * length, 0.2), partials(6, 1));
                at += length + (random.nextInt(5) == 0 ? 0.6 : 0);
            }
        }
    },
    /** Kick, snare, toms, cymbals: 70 to 180 beats a minute. */
    DRUMS {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            double step = 15 / random.nextDouble(70, 180);
            var kicks = random.nextInt(1 << 16) | 1;
            for (int i = 0; i * step < synth.seconds(); i++) {
                double at = i * step;
                if ((kicks >> i % 16 & 1) == 1) play.skin(at, random.nextDouble(48, 62), 0.5, 0.09);
                if (i % 8 == 4) {
                    play.skin(at, 185, 0.15, 0.06);
                    play.noise(at, 0.25, fading(0.2, 0.06), 0, 0.5);
                }
                if (i % 2 == 0) play.noise(at, 0.1, fading(0.06, i % 4 == 2 ? 0.06 : 0.02), 0, 0.95);
                if (random.nextInt(10) == 0) play.skin(at, random.nextDouble(80, 160), 0.3, 0.12);
            }
        }
    };

    private static final int[] MINOR = {0, 2, 3, 5, 7, 8, 10};
    private static final int[] WHOLE = {0, 2, 4, 6, 8, 10};
}
