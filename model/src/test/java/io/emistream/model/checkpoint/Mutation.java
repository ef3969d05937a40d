package io.emistream.model.checkpoint;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Damages files at random: bytes flipped, numbers driven to extremes, parts cut, doubled, swapped with other files' or put elsewhere.
 *
 * @param seeds sound files, and unsound ones that come far
 * @param random of all draws
 */
record Mutation(List<byte[]> seeds, SplittableRandom random) {
    private static final int[] EXTREMES = {
        0, 1, -1, 0x7f, 0x80, 0xff, 0xffff, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7fff_fff0
    };

    /** One to eight damages to one of the seeds. */
    byte[] next() {
        byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
        int damages = 1 + random.nextInt(8);
        for (int i = 0; i < damages && bytes.length > 0; i++) {
            bytes = damaged(bytes);
        }
        return bytes;
    }

    private byte[] damaged(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextInt(10) == 0 ? bytes.length : 16));
        switch (random.nextInt(8)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> extreme(bytes, at);
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                return joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + length, bytes.length));
            }
            case 5 -> {
                byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
                return joined(joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at, at + length)), tail);
            }
            case 6 -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                int from = random.nextInt(other.length);
                int count = Math.min(other.length - from, length);
                byte[] part = Arrays.copyOfRange(other, from, from + count);
                return joined(joined(Arrays.copyOf(bytes, at), part), Arrays.copyOfRange(bytes, at, bytes.length));
            }
            default -> System.arraycopy(bytes.clone(), at, bytes, random.nextInt(bytes.length - length + 1), length);
        }
        return bytes;
    }

    private void extreme(byte[] bytes, int at) {
        int value = EXTREMES[random.nextInt(EXTREMES.length)];
        int width = 1 << random.nextInt(3);
        for (int i = 0; i < width && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >> (8 * i));
        }
    }

    private static byte[] joined(byte[] head, byte[] tail) {
        byte[] both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }
}
