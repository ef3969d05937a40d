package io.emistream.audio;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.logging.Logger;
import net.sourceforge.jaad.aac.Decoder;
import net.sourceforge.jaad.mp4.MP4Exception;
import org.jspecify.annotations.Nullable;

/** AAC (LC, HE) through JAAD, one frame at a time; A frame that cannot be decoded is left out, and a remark counts such. */
final class Aac implements PcmSource {
    /** Held here, since it would print what it thinks of damaged files to the terminal. */
    private static final Logger DECODER_LOG = Logger.getLogger("jaad");

    private static final float FULL_SCALE = 32_768;

    private final Frames source;
    private final Decoder decoder;
    private final SourceFormat format;
    private final Leftover frames;
    private float @Nullable [] first;
    private float[] output = {};
    private int channels;
    private int rate;
    private long skip;
    private long left;
    private int damaged;

    /** Where the frames come from. */
    interface Frames extends Closeable {
        /** The next frame's bytes; null at the end. */
        byte @Nullable [] next() throws IOException;
    }

    /**
     * What of the decoded audio was recorded.
     *
     * @param skip seconds before
     * @param length seconds of it
     */
    record Span(double skip, double length) {
        static final Span ALL = new Span(0, -1);
    }

    private Aac(String container, Frames source, Decoder decoder, Span span) throws IOException {
        this.source = source;
        this.decoder = decoder;
        var samples = firstFrame();
        boolean known = span.length() >= 0;
        left = known ? Math.round(span.length() * rate) * channels : Long.MAX_VALUE;
        skip = Math.round(span.skip() * rate) * channels;
        format = SourceFormat.checked(
                container + " with AAC",
                rate,
                channels,
                known ? OptionalLong.of(left / channels) : OptionalLong.empty());
        first = samples;
        frames = new Leftover(channels, this::decode);
    }

    static PcmSource open(String container, byte[] config, Frames source, Span span) throws IOException {
        try {
            var decoder = Decoder.create(config);
            DECODER_LOG.setUseParentHandlers(false); // not by level: each class below it sets its own when it is loaded
            return new Aac(container, source, decoder, span);
        } catch (MP4Exception | RuntimeException e) {
            throw BadAudio.foreign(container + " with AAC that is not decoded here (" + e.getMessage() + ")");
        }
    }

    /** The rate and channels that come out are known only from it. */
    private float[] firstFrame() throws IOException {
        for (var bytes = source.next(); bytes != null; bytes = source.next()) {
            var samples = decoded(bytes);
            if (samples.length > 0) return samples;
        }
        throw new BadAudio("AAC that holds no samples; record it again");
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
        if (left == 0) return null;
        if (first != null) {
            var samples = first;
            first = null;
            return recorded(samples);
        }
        var bytes = source.next();
        return bytes == null ? null : recorded(decoded(bytes));
    }

    /** Without what the encoder put before and after the recording. */
    private float[] recorded(float[] samples) throws BadAudio {
        if (samples.length > 0 && (channels != format.channels() || rate != format.rate()))
            throw new BadAudio("AAC whose rate or channel count changes midway");
        int from = (int) Math.min(skip, samples.length);
        int to = (int) Math.min(samples.length, from + left);
        skip -= from;
        left -= to - from;
        return Arrays.copyOfRange(samples, from, to);
    }

    private float[] decoded(byte[] bytes) {
        output = new float[0];
        try {
            decoder.decodeFrame(bytes, this::accept);
        } catch (RuntimeException e) {
            damaged++;
            return new float[0];
        }
        return output;
    }

    private void accept(List<float[]> planes, int length, int hertz) {
        channels = planes.size();
        rate = hertz;
        output = new float[length * channels];
        for (int channel = 0; channel < channels; channel++)
            for (int i = 0; i < length; i++) output[i * channels + channel] = planes.get(channel)[i] / FULL_SCALE;
    }

    @Override
    public List<String> remarks() {
        var remarks = new ArrayList<String>();
        if (damaged > 0) remarks.add(damaged + " damaged AAC frames were left out");
        return remarks;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
