package io.emistream.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Microsoft ADPCM: a block begins with each channel's predictor, step and last two samples; nibbles of the channels follow in turn, the high one first.
 *
 * @param bytes in a block
 */
record MicrosoftAdpcm(int channels, int bytes) implements BlockCode {
    private static final int HEADER = 7;
    private static final int LEAST_STEP = 16;
    private static final int[] FIRST = {256, 512, 0, 192, 240, 460, 392};
    private static final int[] SECOND = {0, -256, 0, 64, 0, -208, -232};
    private static final int[] GROWTH = {230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230
    };

    @Override
    public String name() {
        return "Microsoft ADPCM";
    }

    @Override
    public int frames() {
        return bytes < HEADER * channels ? 0 : 2 + (bytes - HEADER * channels) * 2 / channels;
    }

    @Override
    public float[] decode(byte[] block) {
        var samples = new float[frames() * channels];
        for (int channel = 0; channel < channels; channel++) decode(block, channel, samples);
        return samples;
    }

    private void decode(byte[] block, int channel, float[] samples) {
        var head = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        int predictor = Math.min(block[channel] & 0xff, FIRST.length - 1);
        int step = head.getShort(channels + 2 * channel);
        int last = head.getShort(3 * channels + 2 * channel);
        int before = head.getShort(5 * channels + 2 * channel);
        samples[channel] = before / 32768f;
        samples[channels + channel] = last / 32768f;
        for (int frame = 2; frame < frames(); frame++) {
            int index = (frame - 2) * channels + channel;
            int nibble = block[HEADER * channels + index / 2] >> 4 * (1 - index % 2) & 15;
            int signed = nibble < 8 ? nibble : nibble - 16;
            int value = (last * FIRST[predictor] + before * SECOND[predictor]) / 256 + signed * step;
            before = last;
            last = Math.min(Math.max(value, -32768), 32767);
            step = Math.min(Math.max(GROWTH[nibble] * step / 256, LEAST_STEP), Short.MAX_VALUE);
            samples[frame * channels + channel] = last / 32768f;
        }
    }
}
