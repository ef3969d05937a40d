package io.emistream.processor.segment;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The level of what is always there: the least frame power of the last four seconds. It falls at once, and rises only when
 * a whole window was louder, so that speech with its many short dips does not lift it and it cannot drift. Not thread-safe.
 */
final class NoiseFloor {
    private static final int BLOCKS = 8;
    private static final int BLOCK_FRAMES = 25;

    /** A muted source sends zeros or dither, which say nothing of the room. Power of an RMS of 2 in PCM16. */
    private static final double MUTED = 4;

    static final int STATE_BYTES = (BLOCKS + 1) * Double.BYTES + 2;

    private final double least;
    private final double[] minima = new double[BLOCKS];
    private double current = Double.MAX_VALUE;
    private int block;
    private int frames;

    /** @param least assumed until the first window is heard, and never undercut: mean square in PCM16 units */
    NoiseFloor(double least) {
        this.least = least;
        Arrays.fill(minima, least);
    }

    /** Takes one more frame and gives the floor, both as mean squares in PCM16 units. */
    double after(double power) {
        if (power >= MUTED) {
            current = Math.min(current, power);
            if (++frames == BLOCK_FRAMES) nextBlock();
        }
        double floor = current;
        for (double minimum : minima) floor = Math.min(floor, minimum);
        return Math.max(floor, least);
    }

    private void nextBlock() {
        minima[block] = current;
        block = (block + 1) % BLOCKS;
        current = Double.MAX_VALUE;
        frames = 0;
    }

    void save(ByteBuffer to) {
        for (double minimum : minima) to.putDouble(minimum);
        to.putDouble(current).put((byte) block).put((byte) frames);
    }

    void load(ByteBuffer from) {
        for (int i = 0; i < BLOCKS; i++) minima[i] = from.getDouble();
        current = from.getDouble();
        block = from.get();
        frames = from.get();
    }
}
