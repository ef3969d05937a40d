package io.emistream.audio;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.BitstreamException;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.DecoderException;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.SampleBuffer;
import org.jspecify.annotations.Nullable;

/** MPEG-1, 2 and 2.5 audio, layers I to III, through JLayer, one frame at a time; 16-bit precision. */
final class Mp3 implements PcmSource {
    private final InputStream stream;
    private final Bitstream bits;
    private final Decoder decoder = new Decoder();
    private final SourceFormat format;
    private final Leftover frames;
    private int damaged;
    private int skip;
    private long left;
    private @Nullable Header first;

    private Mp3(InputStream stream, Bitstream bits, Header first, GaplessTag tag) throws IOException {
        this.stream = stream;
        this.bits = bits;
        this.first = first;
        int channels = first.mode() == Header.SINGLE_CHANNEL ? 1 : 2;
        format = SourceFormat.checked(
                first.layer() == 3 ? "MP3" : "MPEG audio layer " + first.layer(),
                first.frequency(),
                channels,
                tag.length() < 0 ? OptionalLong.empty() : OptionalLong.of(tag.length()));
        skip = tag.skip() * channels;
        left = tag.length() < 0 ? Long.MAX_VALUE : tag.length() * channels;
        frames = new Leftover(channels, this::decode);
    }

    static PcmSource open(InputStream stream, GaplessTag tag) throws IOException {
        var bits = new Bitstream(stream);
        try {
            var header = bits.readFrame();
            if (header == null) throw BadAudio.foreign("MPEG audio without a frame that is decoded here");
            // the frame with a VBRI table decodes to silence that was never recorded
            if (header.vbr()) {
                bits.closeFrame();
                header = bits.readFrame();
                if (header == null) throw new BadAudio("MP3 that holds no samples; record it again");
            }
            return new Mp3(stream, bits, header, tag);
        } catch (BitstreamException | RuntimeException e) {
            throw new BadAudio("MP3 whose first frame cannot be read (" + e.getMessage() + "); the file is damaged");
        }
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
        try {
            var header = first != null ? first : bits.readFrame();
            first = null;
            if (header == null) return null;
            return left == 0 ? null : recorded(decode(header));
        } catch (BitstreamException | RuntimeException e) {
            throw new BadAudio("damaged MP3 stream (" + e.getMessage() + ")");
        }
    }

    /** Without what the encoder put before and after the recording. */
    private float[] recorded(float[] samples) {
        int from = Math.min(skip, samples.length);
        int to = (int) Math.min(samples.length, from + left);
        skip -= from;
        left -= to - from;
        return Arrays.copyOfRange(samples, from, to);
    }

    private float[] decode(Header header) throws BadAudio {
        try {
            var buffer = (SampleBuffer) decoder.decodeFrame(header, bits);
            if (buffer.getChannelCount() != format.channels() || buffer.getSampleFrequency() != format.rate())
                throw new BadAudio("MP3 whose rate or channel count changes midway");
            var samples = new float[buffer.getBufferLength()];
            for (int i = 0; i < samples.length; i++) samples[i] = buffer.getBuffer()[i] / 32768f;
            return samples;
        } catch (DecoderException | RuntimeException e) {
            damaged++;
            return new float[0];
        } finally {
            bits.closeFrame();
        }
    }

    @Override
    public List<String> remarks() {
        var remarks = new ArrayList<String>();
        if (damaged > 0) remarks.add(damaged + " damaged MP3 frames were left out");
        return remarks;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
