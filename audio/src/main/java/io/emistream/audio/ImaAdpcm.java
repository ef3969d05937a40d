package io.emistream.audio;

/**
 * IMA ADPCM as WAV keeps it: a block begins with each channel's first sample and place in the table of steps; eight nibbles of each channel follow in turn.
 *
 * @param bytes in a block
 */
record ImaAdpcm(int channels, int bytes) implements BlockCode {
    private static final int HEADER = 4;
    private static final int[] MOVES = {-1, -1, -1, -1, 2, 4, 6, 8};
    private static final int[] STEPS = {
        7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97,
        107, 118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796,
        876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871,
        5358, 5894, 6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623,
        27086, 29794, 32767
    };

    @Override
    public String name() {
        return "IMA ADPCM";
    }

    @Override
    public int frames() {
        return bytes < HEADER * channels ? 0 : 1 + 8 * groups();
    }

    private int groups() {
        return (bytes - HEADER * channels) / (4 * channels);
    }

    @Override
    public float[] decode(byte[] block) {
        var samples = new float[frames() * channels];
        for (int channel = 0; channel < channels; channel++) {
            int head = HEADER * channel;
            int value = (short) (block[head] & 0xff | block[head + 1] << 8);
            int place = Math.min(Math.max(block[head + 2], 0), STEPS.length - 1);
            samples[channel] = value / 32768f;
            for (int i = 0; i < 8 * groups(); i++) {
                int at = HEADER * channels + (i / 8 * channels + channel) * 4 + i % 8 / 2;
                int nibble = block[at] >> 4 * (i % 2) & 15;
                int step = STEPS[place];
                int change = step >> 3;
                if ((nibble & 4) != 0) change += step;
                if ((nibble & 2) != 0) change += step >> 1;
                if ((nibble & 1) != 0) change += step >> 2;
                value = Math.min(Math.max((nibble & 8) != 0 ? value - change : value + change, -32768), 32767);
                place = Math.min(Math.max(place + MOVES[nibble & 7], 0), STEPS.length - 1);
                samples[(i + 1) * channels + channel] = value / 32768f;
            }
        }
        return samples;
    }
}
