package io.emistream.audio;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Hands out the packets of a decoder in the sizes its reader asks for. */
final class Leftover {
    interface Packets {
        /** The next interleaved samples, possibly none; null at the end. */
        float @Nullable [] next() throws IOException;
    }

    private final int channels;
    private final Packets packets;
    private float[] packet = {};
    private int used;

    Leftover(int channels, Packets packets) {
        this.channels = channels;
        this.packets = packets;
    }

    /** Fills the buffer with whole frames, as many as there are at once; returns their number, -1 at the end. */
    int read(float[] interleaved) throws IOException {
        while (used == packet.length) {
            var next = packets.next();
            if (next == null) return -1;
            packet = next;
            used = 0;
        }
        int room = interleaved.length / channels * channels;
        int count = Math.min(room, packet.length - used);
        System.arraycopy(packet, used, interleaved, 0, count);
        used += count;
        return count / channels;
    }
}
