package io.emistream.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalLong;

/**
 * Samples lying one after another in a file: the body of WAV, AIFF, AU and CAF.
 *
 * <p>A body that its header says is longer than the file is decoded up to the last whole frame, and the cut is a remark.
 */
final class RawPcm implements PcmSource {
    private static final int FRAMES_AT_ONCE = 4096;
    private static final int MOST_STRIDE = 1024;

    private final FileBytes file;
    private final SampleCode code;
    private final int stride;
    private final SourceFormat format;
    private final List<String> remarks;
    private final ByteBuffer block;
    private long position;
    private long framesLeft;

    private RawPcm(FileBytes file, Body body, SourceFormat format, long frames, List<String> remarks) {
        this.file = file;
        this.code = body.code;
        this.stride = body.stride;
        this.format = format;
        this.remarks = remarks;
        this.block = ByteBuffer.allocate(FRAMES_AT_ONCE * stride).order(body.order);
        this.position = body.start;
        this.framesLeft = frames;
    }

    /**
     * Where the samples lie.
     *
     * @param stride bytes from one frame to the next
     * @param length bytes the header claims; negative: up to the end of the file
     */
    record Body(String container, SampleCode code, ByteOrder order, int stride, long start, long length) {}

    static RawPcm open(FileBytes file, Body body, long rate, int channels) throws IOException {
        var name = body.container + " " + body.code.name();
        SourceFormat.checked(name, rate, channels, OptionalLong.empty());
        if (body.stride < channels * body.code.bytes() || body.stride > MOST_STRIDE)
            throw new BadAudio(name + " with " + body.stride + " bytes a frame for " + channels
                    + " channels; the header is damaged");
        long there = Math.max(0, file.size() - body.start);
        long claimed = body.length < 0 ? there : body.length;
        long frames = Math.min(there, claimed) / body.stride;
        if (frames == 0) throw new BadAudio(name + " that holds no samples; record it again");
        var remarks = claimed > there
                ? List.of("cut short: its header promises " + claimed + " bytes of audio, " + there + " are there")
                : List.<String>of();
        return new RawPcm(
                file, body, SourceFormat.checked(name, rate, channels, OptionalLong.of(frames)), frames, remarks);
    }

    @Override
    public SourceFormat format() {
        return format;
    }

    @Override
    public int read(float[] interleaved) throws IOException {
        if (framesLeft == 0) return -1;
        int channels = format.channels();
        int frames = (int) Math.min(framesLeft, Math.min(FRAMES_AT_ONCE, interleaved.length / channels));
        block.clear().limit(frames * stride);
        while (block.hasRemaining()) {
            int got = file.channel().read(block, position + block.position());
            if (got < 0) throw new BadAudio("the file shrank while it was read");
        }
        for (int frame = 0, out = 0; frame < frames; frame++)
            for (int channel = 0; channel < channels; channel++)
                interleaved[out++] = code.reader().at(block, frame * stride + channel * code.bytes());
        position += (long) frames * stride;
        framesLeft -= frames;
        return frames;
    }

    @Override
    public List<String> remarks() {
        return remarks;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
