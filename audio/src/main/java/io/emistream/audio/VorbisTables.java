package io.emistream.audio;

import com.jcraft.jogg.Buffer;

/** Walks over the code books at the start of Vorbis's setup header, and counts the numbers that JOrbis would make of them. Not thread-safe. */
final class VorbisTables {
    /** Some ten times what encoders write; 16 MiB. */
    private static final int MOST_NUMBERS = 1 << 22;

    private static final int SYNC = 0x56_4342;

    private final Buffer bits;
    private long numbers;

    VorbisTables(Buffer bits) {
        this.bits = bits;
    }

    /** The dimensions of each book. */
    int[] dimensions() throws BadAudio {
        var dimensions = new int[bits.read(8) + 1];
        for (int i = 0; i < dimensions.length; i++) dimensions[i] = skipBook();
        return dimensions;
    }

    /** Refuses what would take more memory in all than any sound file does. */
    void claim(double more) throws BadAudio {
        if (numbers + more > MOST_NUMBERS)
            throw new BadAudio("Ogg Vorbis whose header asks for tables of more than " + MOST_NUMBERS
                    + " numbers; the file is damaged");
        numbers += (long) more;
    }

    private int skipBook() throws BadAudio {
        if (bits.read(24) != SYNC) throw Vorbis.damaged(3);
        int dimensions = bits.read(16);
        int entries = bits.read(24);
        if (dimensions < 1 || entries < 1) throw Vorbis.damaged(3);
        claim(6.0 * entries); // a length, a word, and two branches of two each
        if (bits.read(1) == 1) skipOrdered(entries);
        else skipLengths(entries);
        int map = bits.read(4);
        if (map != 0) skipValues(map, entries, dimensions);
        return dimensions;
    }

    private void skipOrdered(int entries) throws BadAudio {
        bits.adv(5);
        for (int left = entries; left > 0; ) {
            int several = bits.read(ilog(left));
            if (several < 0) throw Vorbis.damaged(3);
            left -= several;
        }
    }

    private void skipLengths(int entries) {
        boolean sparse = bits.read(1) == 1;
        for (int i = 0; i < entries; i++) if (!sparse || bits.read(1) == 1) bits.adv(5);
    }

    private void skipValues(int map, int entries, int dimensions) throws BadAudio {
        if (map > 2) throw Vorbis.damaged(3);
        claim((double) map * entries * dimensions);
        bits.adv(64);
        int width = bits.read(4) + 1;
        bits.adv(1);
        bits.adv(width * (map == 1 ? root(entries, dimensions) : entries * dimensions));
    }

    /** The largest whole number whose power by the dimensions is no more than the entries; JOrbis looks for it with powers that must fit an int. */
    private static int root(int entries, int dimensions) throws BadAudio {
        int root = 1;
        while (Math.pow(root + 1.0, dimensions) <= entries) root++;
        if (Math.pow(root + 1.0, dimensions) > Integer.MAX_VALUE) throw Vorbis.damaged(3);
        return root;
    }

    /** Bits that a number takes. */
    static int ilog(int number) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(number);
    }
}
