package io.emistream.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Finds in a sound entry of MP4 the few bytes that an AAC decoder must know beforehand. */
final class AacConfig {
    private static final int ENTRY = 28;
    private static final int MPEG_4 = 0x40;
    private static final int MPEG_2_LEAST = 0x66;
    private static final int MPEG_2_MOST = 0x68;

    private AacConfig() {}

    static byte[] of(FileBytes file, Box entry) throws IOException {
        int version = file.exactly(10, entry.start(), ByteOrder.BIG_ENDIAN).getShort(8);
        int more = version == 1 ? 16 : version == 2 ? 36 : 0; // QuickTime's
        var inner = new Box(entry.type(), entry.start() + ENTRY + more, entry.end());
        var descriptor = inner.at(file, "esds");
        if (descriptor.isEmpty()) descriptor = inner.at(file, "wave", "esds");
        if (descriptor.isEmpty()) throw BadAudio.foreign("MP4 with sound whose codec is not described");
        var bytes = descriptor.get().content(file);
        try {
            return config(bytes.position(4));
        } catch (RuntimeException e) {
            throw new BadAudio("MP4 whose description of AAC is damaged (" + e + ")");
        }
    }

    private static byte[] config(ByteBuffer from) throws BadAudio {
        enter(from, 3);
        from.getShort();
        int flags = from.get();
        if ((flags & 0x80) != 0) from.getShort();
        if ((flags & 0x40) != 0) from.position(from.position() + (from.get() & 0xff));
        if ((flags & 0x20) != 0) from.getShort();
        enter(from, 4);
        int type = from.get() & 0xff;
        if (type != MPEG_4 && (type < MPEG_2_LEAST || type > MPEG_2_MOST))
            throw BadAudio.foreign("MP4 with sound of type 0x" + Integer.toHexString(type));
        from.position(from.position() + 12);
        int length = enter(from, 5);
        return Arrays.copyOfRange(from.array(), from.position(), Math.min(from.position() + length, from.capacity()));
    }

    /** Enters the descriptor with this tag, which must be the next; returns its length. */
    private static int enter(ByteBuffer from, int tag) throws BadAudio {
        int found = from.get();
        if (found != tag)
            throw new BadAudio("MP4 with descriptor " + found + " in the place of " + tag + "; the file is damaged");
        int length = 0;
        for (int i = 0; i < 4; i++) {
            int part = from.get();
            length = length << 7 | part & 0x7f;
            if (part >= 0) break;
        }
        return length;
    }
}
