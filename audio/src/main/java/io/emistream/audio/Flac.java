package io.emistream.audio;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jflac.FLACDecoder;
import org.jflac.metadata.StreamInfo;
import org.jspecify.annotations.Nullable;

/** FLAC through jFLAC, one frame at a time; the stream begins at the letters {@code fLaC}. */
final class Flac implements PcmSource {
    private final InputStream stream;
    private final FLACDecoder decoder;
    private final SourceFormat format;
    private final List<String> remarks = new ArrayList<>();
    private final float scale;
    private final Leftover frames;

    private Flac(InputStream stream, FLACDecoder decoder, StreamInfo info) throws IOException {
        this.stream = stream;
        this.decoder = decoder;
        long total = info.getTotalSamples();
        format = SourceFormat.checked(
                "FLAC " + info.getBitsPerSample() + "-bit",
                info.getSampleRate(),
                info.getChannels(),
                total > 0 ? OptionalLong.of(total) : OptionalLong.empty());
        scale = (float) Math.scalb(1.0, 1 - info.getBitsPerSample());
        frames = new Leftover(format.channels(), this::decode);
    }

    static PcmSource open(InputStream stream) throws IOException {
        var decoder = new FLACDecoder(new EndsOnce(bare(stream)));
        try {
            decoder.readMetadata();
            var info = decoder.getStreamInfo();
            if (info == null) throw new BadAudio("FLAC without a STREAMINFO block; the file is damaged");
            return new Flac(stream, decoder, info);
        } catch (RuntimeException e) {
            throw new BadAudio("FLAC whose metadata cannot be read (" + e + "); the file is damaged");
        }
    }

    private static InputStream bare(InputStream stream) throws IOException {
        try {
            return FlacHeader.alone(stream);
        } catch (EOFException e) {
            throw new BadAudio("FLAC that ends inside its metadata; it was cut short");
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
        // once all promised samples were there, jFLAC takes what follows for damaged frames, without reading on, for
        // ever
        if (format.frames().isPresent()
                && decoder.getSamplesDecoded() >= format.frames().getAsLong()) return null;
        try {
            var frame = decoder.readNextFrame();
            if (frame == null) return null;
            int size = frame.header.blockSize;
            int channels = format.channels();
            if (frame.header.channels != channels) throw new BadAudio("FLAC whose channel count changes midway");
            var samples = new float[size * channels];
            for (int channel = 0; channel < channels; channel++) {
                int[] plane = decoder.getChannelData()[channel].getOutput();
                for (int i = 0; i < size; i++) samples[i * channels + channel] = plane[i] * scale;
            }
            return samples;
        } catch (Ended e) {
            return null;
        } catch (RuntimeException e) {
            throw new BadAudio("damaged FLAC frame (" + e + ")");
        }
    }

    /** jFLAC takes the end of a damaged file for one more damaged frame, and looks for the next one for ever: the second time it is told so that it listens. */
    private static final class EndsOnce extends FilterInputStream {
        private boolean ended;

        EndsOnce(InputStream stream) {
            super(stream);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int got = in.read(bytes, offset, length);
            if (got < 0 && ended) throw new Ended();
            ended |= got < 0;
            return got;
        }
    }

    /** Nothing is left. */
    private static final class Ended extends IOException {
        private static final long serialVersionUID = 1;
    }

    @Override
    public List<String> remarks() {
        if (decoder.getBadFrames() > 0 && remarks.isEmpty())
            remarks.add(decoder.getBadFrames() + " damaged FLAC frames");
        return List.copyOf(remarks);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
