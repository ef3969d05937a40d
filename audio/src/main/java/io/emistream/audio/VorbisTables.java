package io.emistream.audio;

/**
 * Looks through the tables in the setup header of Vorbis before JOrbis does, which takes memory for as many entries as a table claims. Not thread-safe.
 */
final class VorbisTables {
    private static final int SYNC = 0x56_4342;
    private static final int MOST_ENTRIES = 1 << 17;
    private static final int MOST_NUMBERS = 1 << 20;

    private final byte[] packet;
    private long at = 7 * 8; // behind the packet's type and name

    private VorbisTables(byte[] packet) {
        this.packet = packet;
    }

    /** Refuses a setup header with a table that no encoder writes; what else is wrong JOrbis finds itself. */
    static void check(byte[] packet) throws BadAudio {
        var tables = new VorbisTables(packet);
        int count = tables.next(8) + 1;
        for (int i = 0; i < count && tables.at < 8L * packet.length; i++) if (!tables.skipTable()) return;
    }

    private boolean skipTable() throws BadAudio {
        if (next(24) != SYNC) return false;
        int dimensions = next(16);
        int entries = next(24);
        if (entries > MOST_ENTRIES || (long) entries * dimensions > MOST_NUMBERS)
            throw new BadAudio("Ogg Vorbis with a table of " + entries + " entries of " + dimensions
                    + " numbers; at most " + MOST_ENTRIES + " entries and " + MOST_NUMBERS
                    + " numbers in all are read; the file is damaged");
        if (next(1) == 1) skipOrdered(entries);
        else skipLengths(entries);
        int map = next(4);
        if (map == 0) return true;
        if (map > 2) return false;
        at += 64;
        int bits = next(4) + 1;
        at += 1;
        at += bits * (map == 1 ? root(entries, dimensions) : (long) entries * dimensions);
        return true;
    }

    private void skipOrdered(int entries) {
        at += 5;
        for (int done = 0; done < entries && at < 8L * packet.length; ) {
            int several = next(32 - Integer.numberOfLeadingZeros(entries - done));
            done += several;
        }
    }

    private void skipLengths(int entries) {
        boolean sparse = next(1) == 1;
        for (int i = 0; i < entries && at < 8L * packet.length; i++) if (!sparse || next(1) == 1) at += 5;
    }

    /** The largest whole number whose power by the dimensions is no more than the entries. */
    private static long root(int entries, int dimensions) {
        long root = 0;
        while (dimensions > 0 && Math.pow(root + 1.0, dimensions) <= entries) root++;
        return root;
    }

    private int next(int bits) {
        int value = 0;
        for (int i = 0; i < bits; i++, at++)
            if (at < 8L * packet.length) value |= (packet[(int) (at >> 3)] >> (at & 7) & 1) << i;
        return value;
    }
}
