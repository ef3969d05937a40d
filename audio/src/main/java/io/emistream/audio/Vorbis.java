package io.emistream.audio;

import com.jcraft.jogg.Packet;
import com.jcraft.jorbis.Block;
import com.jcraft.jorbis.Comment;
import com.jcraft.jorbis.DspState;
import com.jcraft.jorbis.Info;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Ogg Vorbis through JOrbis, one packet at a time; a chained second stream is not read. */
final class Vorbis implements PcmSource {
    private final OggPackets packets;
    private final DspState state = new DspState();
    private final Block block;
    private final SourceFormat format;
    private final Leftover frames;
    private long decoded;

    private Vorbis(OggPackets packets, Info info) throws IOException {
        this.packets = packets;
        format = SourceFormat.checked("Ogg Vorbis", info.rate, info.channels, OptionalLong.empty());
        state.synthesis_init(info);
        block = new Block(state);
        frames = new Leftover(info.channels, this::decode);
    }

    static PcmSource open(OggPackets packets, Packet first) throws IOException {
        var info = new Info();
        info.init();
        var comment = new Comment();
        comment.init();
        try {
            if (info.synthesis_headerin(comment, first) < 0) throw damaged(1);
            var setup = VorbisSetup.of(first, info.channels);
            // what it says is not wanted, and JOrbis takes memory for as much as it claims
            if (packets.next() == null) throw damaged(2);
            comment.vendor = new byte[0];
            var third = packets.next();
            if (third == null) throw damaged(3);
            setup.check(third);
            if (info.synthesis_headerin(comment, third) < 0) throw damaged(3);
            return new Vorbis(packets, info);
        } catch (RuntimeException e) {
            throw new BadAudio("Ogg Vorbis whose header cannot be read (" + e + ")");
        }
    }

    static BadAudio damaged(int header) {
        return new BadAudio("Ogg Vorbis whose header " + header + " of 3 is damaged or missing");
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
        try {
            if (block.synthesis(packet) != 0) return new float[0];
            state.synthesis_blockin(block);
            boolean last = packet.e_o_s != 0 && packet.granulepos >= 0;
            return last ? untilEnd(drain(), packet.granulepos) : drain();
        } catch (RuntimeException e) {
            throw new BadAudio("damaged Vorbis packet (" + e + ")");
        }
    }

    /** The last packet says where the recording ends in it. */
    private float[] untilEnd(float[] samples, long end) {
        int channels = format.channels();
        long behind = Math.min(samples.length / channels, Math.max(0, decoded - end));
        return Arrays.copyOf(samples, samples.length - (int) behind * channels);
    }

    private float[] drain() {
        int channels = format.channels();
        var planes = new float[1][][];
        var starts = new int[channels];
        int count = state.synthesis_pcmout(planes, starts);
        if (count <= 0) return new float[0];
        var samples = new float[count * channels];
        for (int channel = 0; channel < channels; channel++)
            for (int i = 0; i < count; i++) samples[i * channels + channel] = planes[0][channel][starts[channel] + i];
        state.synthesis_read(count);
        decoded += count;
        return samples;
    }

    @Override
    public List<String> remarks() {
        return List.of();
    }

    @Override
    public void close() throws IOException {
        packets.close();
    }
}
