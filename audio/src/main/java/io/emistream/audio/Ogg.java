package io.emistream.audio;

import com.jcraft.jogg.Packet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Looks into an Ogg file and hands it to the decoder of its first stream. */
final class Ogg {
    private static final int FLAC_MAPPING = 9;

    private Ogg() {}

    static PcmSource open(InputStream stream) throws IOException {
        var packets = new OggPackets(stream);
        var first = packets.next();
        if (first == null) throw new BadAudio("Ogg without a whole page; the file is damaged");
        var head = new String(first.packet_base, first.packet, Math.min(first.bytes, 8), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u0001vorbis")) return Vorbis.open(packets, first);
        if (head.startsWith("\u007fFLAC")) return Flac.open(new PacketBytes(packets, first, FLAC_MAPPING));
        if (head.startsWith("OpusHead")) return Opus.open(packets, first);
        throw BadAudio.foreign("Ogg with " + (head.startsWith("Speex") ? "Speex" : "an unknown codec"));
    }

    /** The packets of a stream joined: for FLAC in Ogg, without the mapping header, that is a plain FLAC stream. */
    private static final class PacketBytes extends InputStream {
        private final OggPackets packets;
        private byte[] bytes;
        private int at;

        PacketBytes(OggPackets packets, Packet first, int skip) {
            this.packets = packets;
            this.bytes = copy(first);
            this.at = Math.min(skip, bytes.length);
        }

        @Override
        public int read() throws IOException {
            return more() ? bytes[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (length == 0) return 0;
            if (!more()) return -1;
            int count = Math.min(length, bytes.length - at);
            System.arraycopy(bytes, at, buffer, offset, count);
            at += count;
            return count;
        }

        private boolean more() throws IOException {
            while (at == bytes.length) {
                var packet = packets.next();
                if (packet == null) return false;
                bytes = copy(packet);
                at = 0;
            }
            return true;
        }

        private static byte[] copy(Packet packet) {
            var copy = new byte[packet.bytes];
            System.arraycopy(packet.packet_base, packet.packet, copy, 0, packet.bytes);
            return copy;
        }

        @Override
        public void close() throws IOException {
            packets.close();
        }
    }
}
