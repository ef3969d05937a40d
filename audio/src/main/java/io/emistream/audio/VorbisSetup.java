package io.emistream.audio;

import com.jcraft.jogg.Buffer;
import com.jcraft.jogg.Packet;
import java.util.stream.IntStream;

/**
 * Looks through the setup header of Vorbis before JOrbis does, which takes memory for whatever it claims: code books, and for each part of each mode the look-ups of a floor and a
 * residue. Not thread-safe.
 */
final class VorbisSetup {
    private static final int NAME = 7 * 8;
    private static final int BLOCK_SIZES = 28;

    private final Buffer bits = new Buffer();
    private final VorbisTables tables = new VorbisTables(bits);
    private final int channels;
    private final int halfBlock;

    private VorbisSetup(int channels, int blockSize) {
        this.channels = channels;
        this.halfBlock = blockSize / 2;
    }

    /** To be made from the first header, while it is valid. */
    static VorbisSetup of(Packet identification, int channels) {
        int sizes = identification.packet_base[identification.packet + BLOCK_SIZES];
        return new VorbisSetup(channels, 1 << (sizes >> 4 & 0xf));
    }

    /** Refuses a setup header that no encoder writes; what else is wrong JOrbis finds itself. */
    void check(Packet setup) throws BadAudio {
        bits.readinit(setup.packet_base, setup.packet, setup.bytes);
        bits.adv(NAME);
        var dimensions = tables.dimensions();
        bits.adv((bits.read(6) + 1) * 16); // times: unused
        var floors = new double[bits.read(6) + 1];
        for (int i = 0; i < floors.length; i++) floors[i] = floor();
        var residues = new double[bits.read(6) + 1];
        for (int i = 0; i < residues.length; i++) residues[i] = residue(dimensions);
        var mappings = new double[bits.read(6) + 1];
        for (int i = 0; i < mappings.length; i++) mappings[i] = mapping(floors, residues);
        for (int modes = bits.read(6) + 1; modes > 0; modes--) {
            bits.adv(1 + 16 + 16);
            tables.claim(mappings[index(bits.read(8), mappings.length)]);
        }
    }

    /** Numbers in one look-up of the floor. */
    private double floor() throws BadAudio {
        return switch (bits.read(16)) {
            case 0 -> floor0();
            case 1 -> floor1();
            default -> throw Vorbis.damaged(3);
        };
    }

    private double floor0() {
        bits.adv(8 + 16);
        int barks = bits.read(16);
        bits.adv(6 + 8);
        bits.adv(8 * (bits.read(4) + 1));
        return 6.0 * barks + halfBlock;
    }

    private double floor1() {
        var classes = new int[Math.max(0, bits.read(5))];
        for (int i = 0; i < classes.length; i++) classes[i] = bits.read(4);
        var sizes = new int[IntStream.of(classes).max().orElse(-1) + 1];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = bits.read(3) + 1;
            int subclasses = bits.read(2);
            if (subclasses > 0) bits.adv(8);
            bits.adv(8 << subclasses);
        }
        bits.adv(2);
        int width = bits.read(4);
        for (int one : classes) bits.adv(width * sizes[one]);
        return 512;
    }

    /** Numbers in one look-up of the residue: a row for each word of its first book. */
    private double residue(int[] dimensions) throws BadAudio {
        int type = bits.read(16);
        bits.adv(24);
        int end = bits.read(24);
        bits.adv(24);
        int partitions = bits.read(6) + 1;
        int book = index(bits.read(8), dimensions.length);
        // JOrbis would write past its blocks, or take memory for a longer one
        if (end > halfBlock * (type == 2 ? channels : 1)) throw Vorbis.damaged(3);
        int stages = 0;
        for (int i = 0; i < partitions; i++) {
            stages += Integer.bitCount(bits.read(3));
            if (bits.read(1) == 1) stages += Integer.bitCount(bits.read(5));
        }
        bits.adv(8 * stages);
        return Math.pow(partitions, dimensions[book]) * (dimensions[book] + 6);
    }

    private double mapping(double[] floors, double[] residues) throws BadAudio {
        bits.adv(16);
        int parts = bits.read(1) == 1 ? bits.read(4) + 1 : 1;
        int width = VorbisTables.ilog(channels) - 1;
        if (bits.read(1) == 1) bits.adv(2 * width * (bits.read(8) + 1));
        bits.adv(2);
        if (parts > 1) bits.adv(4 * channels);
        double numbers = 0;
        for (int i = 0; i < parts; i++) {
            bits.adv(8);
            numbers += floors[index(bits.read(8), floors.length)];
            numbers += residues[index(bits.read(8), residues.length)];
        }
        return numbers;
    }

    private static int index(int index, int length) throws BadAudio {
        if (index < 0 || index >= length) throw Vorbis.damaged(3);
        return index;
    }
}
