package io.emistream.audio;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Damages files at random: bits flipped, numbers of headers driven to extremes, parts cut out, doubled, or taken from other files. Seeded.
 *
 * @param sound files to begin with
 * @param random of all draws
 */
record Damage(List<byte[]> sound, SplittableRandom random) {
    private static final int[] EXTREMES = {
        0, 1, 0x7f, 0x80, 0xff, 0xffff, 0x8000, -1, Integer.MAX_VALUE, Integer.MIN_VALUE
    };

    /** Headers are short and decide most. */
    private static final int HEADER = 256;

    byte[] next() {
        byte[] bytes = sound.get(random.nextInt(sound.size())).clone();
        for (int left = 1 + random.nextInt(6); left > 0 && bytes.length > 0; left--) bytes = damaged(bytes);
        return bytes;
    }

    private byte[] damaged(byte[] bytes) {
        int at = random.nextInt(random.nextBoolean() ? Math.min(HEADER, bytes.length) : bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextInt(8) == 0 ? bytes.length : 12));
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> number(bytes, at);
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                return spliced(bytes, at, new byte[0], at + length);
            }
            default -> {
                byte[] other = sound.get(random.nextInt(sound.size()));
                int from = random.nextInt(other.length);
                var part = Arrays.copyOfRange(other, from, Math.min(other.length, from + length));
                return spliced(bytes, at, part, random.nextBoolean() ? at : at + length);
            }
        }
        return bytes;
    }

    private void number(byte[] bytes, int at) {
        int value = EXTREMES[random.nextInt(EXTREMES.length)];
        int width = 1 << random.nextInt(4);
        for (int i = 0; i < width && at + i < bytes.length; i++) bytes[at + i] = (byte) (value >> 8 * (i % 4));
    }

    /** The bytes up to a place, a part, and the bytes from a second place on. */
    private static byte[] spliced(byte[] bytes, int until, byte[] part, int from) {
        byte[] all = Arrays.copyOf(bytes, until + part.length + bytes.length - from);
        System.arraycopy(part, 0, all, until, part.length);
        System.arraycopy(bytes, from, all, until + part.length, bytes.length - from);
        return all;
    }
}
