package io.emistream.audio;

/**
 * GSM 06.10 full rate as WAV keeps it: blocks of 65 bytes with two frames of 160 samples, mono, least bit first. Each frame says a short-term filter, and for each of
 * four sub-frames how the excitation repeats an earlier one and what pulses it adds. In whole numbers, as the standard has it.
 */
final class Gsm implements BlockCode {
    private static final int FRAME = 160;
    private static final int SUBFRAME = 40;
    private static final int ORDER = 8;
    private static final int LONGEST_LAG = 120;
    private static final int[] FILTER_BITS = {6, 6, 5, 5, 4, 4, 3, 3};
    private static final int[] SLOPE = {13107, 13107, 13107, 13107, 19223, 17476, 31454, 29708};
    private static final int[] OFFSET = {0, 0, 2048, -2560, 94, -1792, -341, -1144};
    private static final int[] REPEAT = {3277, 11469, 21299, 32767};
    private static final int[] STEP = {18431, 20479, 22527, 24575, 26623, 28671, 30719, 32767};
    private static final int EMPHASIS = 28180;

    private final int[] excitation = new int[LONGEST_LAG + SUBFRAME];
    private final int[] lattice = new int[ORDER + 1];
    private int[] ratios = new int[ORDER];
    private int lag = SUBFRAME;
    private int emphasised;

    @Override
    public String name() {
        return "GSM 6.10";
    }

    @Override
    public int bytes() {
        return 65;
    }

    @Override
    public int frames() {
        return 2 * FRAME;
    }

    @Override
    public float[] decode(byte[] block) {
        var bits = new Bits(block);
        var samples = new float[frames()];
        for (int frame = 0; frame < 2; frame++) frame(bits, samples, frame * FRAME);
        return samples;
    }

    private static final class Bits {
        private final byte[] bytes;
        private int at;

        Bits(byte[] bytes) {
            this.bytes = bytes;
        }

        int next(int count) {
            int value = 0;
            for (int i = 0; i < count; i++, at++) value |= (bytes[at >> 3] >> (at & 7) & 1) << i;
            return value;
        }
    }

    private void frame(Bits bits, float[] samples, int from) {
        var next = new int[ORDER];
        for (int i = 0; i < ORDER; i++) {
            int code = bits.next(FILTER_BITS[i]) - (1 << (FILTER_BITS[i] - 1));
            int scaled = product(SLOPE[i], fit((code << 10) - 2 * OFFSET[i]));
            next[i] = fit(2 * scaled);
        }
        for (int subframe = 0; subframe < 4; subframe++) {
            excite(bits);
            for (int i = 0; i < SUBFRAME; i++) {
                int at = subframe * SUBFRAME + i;
                samples[from + at] = spoken(next, at, excitation[LONGEST_LAG + i]) / 32768f;
            }
        }
        ratios = next;
    }

    private void excite(Bits bits) {
        System.arraycopy(excitation, SUBFRAME, excitation, 0, LONGEST_LAG);
        int newLag = bits.next(7);
        if (newLag >= SUBFRAME && newLag <= LONGEST_LAG) lag = newLag;
        int repeat = REPEAT[bits.next(2)];
        int grid = bits.next(2);
        int largest = bits.next(6);
        int exponent = largest > 15 ? (largest >> 3) - 1 : 0;
        int mantissa = largest - (exponent << 3);
        if (mantissa == 0) {
            exponent = -4;
            mantissa = 7;
        } else {
            for (; mantissa <= 7; exponent--) mantissa = mantissa << 1 | 1;
            mantissa -= 8;
        }
        var pulses = new int[SUBFRAME];
        int shift = 6 - exponent;
        int half = shift > 0 ? 1 << (shift - 1) : 0;
        for (int i = 0; i < 13; i++)
            pulses[grid + 3 * i] = fit(product(STEP[mantissa], (2 * bits.next(3) - 7) << 12) + half) >> shift;
        for (int i = 0; i < SUBFRAME; i++)
            excitation[LONGEST_LAG + i] = fit(pulses[i] + product(repeat, excitation[LONGEST_LAG + i - lag]));
    }

    /** The short-term filter, which glides from the last frame's to this one's, and the end of the emphasis. */
    private int spoken(int[] next, int at, int excited) {
        int sound = excited;
        for (int i = ORDER - 1; i >= 0; i--) {
            int reflection = reflection(between(ratios[i], next[i], at));
            sound = fit(sound - product(reflection, lattice[i]));
            lattice[i + 1] = fit(lattice[i] + product(reflection, sound));
        }
        lattice[0] = sound;
        emphasised = fit(sound + product(emphasised, EMPHASIS));
        return fit(2 * emphasised) & ~7;
    }

    private static int between(int last, int next, int at) {
        if (at < 13) return fit((last >> 2) + (next >> 2) + (last >> 1));
        if (at < 27) return fit((last >> 1) + (next >> 1));
        return at < SUBFRAME ? fit((last >> 2) + (next >> 2) + (next >> 1)) : next;
    }

    private static int reflection(int ratio) {
        int size = Math.min(Math.abs(ratio), 32767);
        int reflection = size < 11059 ? size << 1 : size < 20070 ? size + 11059 : fit((size >> 2) + 26112);
        return ratio < 0 ? -reflection : reflection;
    }

    /** Of two fractions with 15 bits. */
    private static int product(int one, int other) {
        return fit((one * other + (1 << 14)) >> 15);
    }

    private static int fit(int value) {
        return Math.min(Math.max(value, -32768), 32767);
    }
}
