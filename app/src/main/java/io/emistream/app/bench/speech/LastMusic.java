package io.emistream.app.bench.speech;

import static io.emistream.app.bench.speech.Instruments.fading;
import static io.emistream.app.bench.speech.Instruments.held;
import static io.emistream.app.bench.speech.Instruments.partials;
import static io.emistream.app.bench.speech.Instruments.steady;
import static io.emistream.app.bench.speech.Instruments.vibrato;
import static io.emistream.app.bench.speech.Unspoken.note;

/** Music that the rules were tried on once, when they were done. */
enum LastMusic implements Played {
    /** Three bowed strings in canon, with vibrato and the noise of the bow. */
    STRINGS {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            double beat = 60 / random.nextDouble(60, 130);
            for (int part = 0; part < 3; part++) {
                for (double at = 0.2 + 2 * part * beat; at < synth.seconds(); ) {
                    double length = beat * (1 + random.nextInt(4)) / 2;
                    double hertz = note(MAJOR[random.nextInt(7)] - 12 * part + 5);
                    play.voice(
                            at,
                            length,
                            vibrato(hertz, 0.005, random.nextDouble(4.8, 6.2)),
                            held(0.1, length, 0.07),
                            partials(15, 1));
                    play.noise(at, length, held(0.004, length, 0.05), 0, 0.7);
                    at += length;
                }
            }
        }
    },
    /** Bells and a vibraphone: partials in no order. */
    BELLS {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            for (double at = 0.2; at < synth.seconds(); at += random.nextDouble(0.15, 0.9)) {
                if (random.nextBoolean())
                    play.struck(at, note(MAJOR[random.nextInt(7)]), 0.3, 1.2, 0.5, 1, 1.2, 1.5, 2, 2.7);
                else play.struck(at, note(MAJOR[random.nextInt(7)] + 12), 0.2, 0.6, 1, 3.9, 9.2);
            }
        }
    },
    /** Sixteenths of a synthesiser over a drum on each beat. */
    TECHNO {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            double step = 15 / random.nextDouble(115, 150);
            var line = random.ints(8, 0, 7).toArray();
            for (int i = 0; i * step < synth.seconds(); i++) {
                double at = i * step;
                if (i % 4 == 0) play.skin(at, 50, 0.5, 0.1);
                if (i % 4 == 2) play.noise(at, 0.1, fading(0.1, 0.04), 0, 0.95);
                double open = 0.6 + 0.5 * Math.sin(i / 20.0);
                play.voice(
                        at, step, steady(note(MAJOR[line[i % 8]] - 24)), fading(0.3, 0.09), partials(20, 0.5 + open));
            }
        }
    },
    /** A waltz of an accordion: reeds slightly apart. */
    ACCORDION {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            double beat = 60 / random.nextDouble(120, 190);
            for (int i = 0; i * beat < synth.seconds(); i++) {
                double at = i * beat;
                int root = new int[] {0, 0, 7, 7, 5, 0}[i / 3 % 6];
                if (i % 3 == 0) reeds(play, at, 0.9 * beat, note(root - 24), 0.12);
                else for (int third : new int[] {0, 4, 7}) reeds(play, at, 0.4 * beat, note(root + third - 12), 0.04);
                if (random.nextInt(3) > 0) reeds(play, at, beat, note(root + MAJOR[random.nextInt(7)] + 5), 0.1);
            }
        }

        private void reeds(Instruments play, double at, double length, double hertz, double level) {
            for (double apart : new double[] {1, 1.006})
                play.voice(at, length, steady(hertz * apart), held(level, length, 0.02), partials(14, 0.6));
        }
    },
    /** A trumpet and a horn in thirds, with drums: notes swell and are tongued. */
    BRASS {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            double beat = 60 / random.nextDouble(90, 130);
            for (double at = 0.2; at < synth.seconds(); ) {
                double length = beat * (1 + random.nextInt(3)) / 2;
                int step = random.nextInt(5);
                for (int voice : new int[] {0, 2})
                    play.voice(
                            at,
                            0.92 * length,
                            steady(note(MAJOR[step + voice] - 2)),
                            t -> 0.12 * Math.min(1, t / 0.03) * (0.7 + 0.3 * Math.sin(Math.PI * t / length)),
                            partials(16, 0.5));
                play.skin(at, 70, 0.2, 0.08);
                if (random.nextInt(8) == 0) at += 0.7;
                at += length;
            }
        }
    },
    /** A flute alone: breath, slow vibrato, slurred steps. */
    FLUTE {
        @Override
        public void play(Synth synth, Instruments play) {
            var random = synth.random();
            double before = note(7);
            for (double at = 0.2; at < synth.seconds(); ) {
                double length = random.nextDouble(0.15, 1.2);
                double from = before;
                double to = note(MAJOR[random.nextInt(7)] + 7);
                play.voice(
                        at,
                        length,
                        t -> (t < 0.03 ? from + (to - from) * t / 0.03 : to) * (1 + 0.004 * Math.sin(30 * t)),
                        t -> 0.2 * Math.min(1, t / 0.04) * (1 + 0.15 * Math.sin(30 * t)),
                        1,
                        0.3,
                        0.1);
                play.noise(at, length, steady(0.01), 0.3, 0.5);
                before = to;
                at += length + (random.nextInt(5) == 0 ? 0.5 : 0);
            }
        }
    };

    private static final int[] MAJOR = {0, 2, 4, 5, 7, 9, 11};
}
