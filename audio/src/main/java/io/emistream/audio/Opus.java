package io.emistream.audio;

import com.jcraft.jogg.Packet;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusMSDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Ogg Opus through Concentus, one packet at a time. It decodes to 48 kHz, whatever rate was recorded: at lower rates this version of it
 * gets the level of some packets wrong. What the encoder put before and
 * after the recording is left out; a packet that cannot be decoded is, and a remark counts such.
 */
final class Opus implements PcmSource {
    private static final int RATE = 48_000;
    /** The longest packet: 120 ms. */
    private static final int MOST_FRAMES = RATE / 1000 * 120;

    private final OggPackets packets;
    private final OpusMSDecoder decoder;
    private final SourceFormat format;
    private final Leftover frames;
    private final short[] pcm;
    private int skip;
    private long decoded;
    private int damaged;

    private Opus(OggPackets packets, OpusMSDecoder decoder, int channels, int skip) throws IOException {
        this.packets = packets;
        this.decoder = decoder;
        this.skip = skip;
        format = SourceFormat.checked("Ogg Opus", RATE, channels, OptionalLong.empty());
        pcm = new short[MOST_FRAMES * channels];
        frames = new Leftover(channels, this::decode);
    }

    static PcmSource open(OggPackets packets, Packet first) throws IOException {
        var head = ByteBuffer.wrap(Arrays.copyOfRange(first.packet_base, first.packet, first.packet + first.bytes))
                .order(ByteOrder.LITTLE_ENDIAN);
        if (head.capacity() < 19) throw new BadAudio("Ogg Opus whose header is cut short; the file is damaged");
        int channels = head.get(9) & 0xff;
        int family = head.get(18);
        if (family != 0 && head.capacity() < 21 + channels)
            throw new BadAudio("Ogg Opus whose table of channels is cut short; the file is damaged");
        SourceFormat.checked("Ogg Opus", RATE, channels, OptionalLong.empty());
        try {
            var decoder = family == 0 ? one(channels) : many(head, channels);
            decoder.setGain(head.getShort(16));
            packets.next(); // the comments
            return new Opus(packets, decoder, channels, (head.getShort(10) & 0xffff));
        } catch (OpusException | RuntimeException e) {
            throw new BadAudio("Ogg Opus whose header cannot be read (" + e.getMessage() + "); the file is damaged");
        }
    }

    private static OpusMSDecoder one(int channels) throws OpusException {
        return OpusMSDecoder.create(RATE, channels, 1, channels - 1, new short[] {0, 1});
    }

    private static OpusMSDecoder many(ByteBuffer head, int channels) throws OpusException {
        var mapping = new short[channels];
        for (int i = 0; i < channels; i++) mapping[i] = (short) (head.get(21 + i) & 0xff);
        return OpusMSDecoder.create(RATE, channels, head.get(19) & 0xff, head.get(20) & 0xff, mapping);
    }

    @Override
    public SourceFormat format() {
        return format;
    }

    @Override
    public int read(float[] interleaved) throws IOException {
        return frames.read(interleaved);
    }

    private float @Nullable [] decode() throws IOException {
        var packet = packets.next();
        if (packet == null) return null;
        var bytes = Arrays.copyOfRange(packet.packet_base, packet.packet, packet.packet + packet.bytes);
        int count;
        try {
            count = decoder.decodeMultistream(bytes, 0, bytes.length, pcm, 0, MOST_FRAMES, 0);
        } catch (RuntimeException | AssertionError e) {
            count = -1;
        }
        if (count < 0 || bytes.length == 0) {
            damaged++;
            return new float[0];
        }
        int from = Math.min(skip, count);
        skip -= from;
        decoded += count;
        int to = Math.max(from, count - behindTheEnd(packet, count));
        var samples = new float[(to - from) * format.channels()];
        for (int i = 0; i < samples.length; i++) samples[i] = pcm[from * format.channels() + i] / 32768f;
        return samples;
    }

    /** The last packet says where the recording ends in it. */
    private int behindTheEnd(Packet packet, int count) {
        if (packet.e_o_s == 0 || packet.granulepos < 0) return 0;
        return (int) Math.min(count, Math.max(0, decoded - packet.granulepos));
    }

    @Override
    public List<String> remarks() {
        var remarks = new ArrayList<String>();
        if (damaged > 0) remarks.add(damaged + " damaged Opus packets were left out");
        return remarks;
    }

    @Override
    public void close() throws IOException {
        packets.close();
    }
}
