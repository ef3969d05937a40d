package io.emistream.audio;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Samples packed in blocks of one size that are decoded each for itself: ADPCM and GSM in WAV.
 *
 * <p>A body that its header says is longer than the file is decoded up to the last whole block; a short block at the end is left out.
 */
final class BlockPcm implements PcmSource {
    private static final int MOST_BYTES = 1 << 16;

    private final FileBytes file;
    private final BlockCode code;
    private final SourceFormat format;
    private final List<String> remarks;
    private final Leftover frames;
    private long position;
    private long blocksLeft;
    private long framesLeft;

    private BlockPcm(
            FileBytes file, BlockCode code, long start, long blocks, SourceFormat format, List<String> remarks) {
        this.file = file;
        this.code = code;
        this.format = format;
        this.remarks = remarks;
        this.position = start;
        this.blocksLeft = blocks;
        this.framesLeft = format.frames().orElse(blocks * code.frames());
        this.frames = new Leftover(format.channels(), this::decode);
    }

    /**
     * Opens the blocks from {@code start} on.
     *
     * @param length bytes the header claims; negative: up to the end of the file
     * @param frames that the header says there are, the last block's padding left out; negative where it does not say
     */
    static PcmSource open(FileBytes file, BlockCode code, long rate, int channels, long start, long length, long frames)
            throws IOException {
        var name = "WAV " + code.name();
        SourceFormat.checked(name, rate, channels, OptionalLong.empty());
        if (code.bytes() < 1 || code.bytes() > MOST_BYTES || code.frames() < 1)
            throw new BadAudio(
                    name + " in blocks of " + code.bytes() + " bytes, which hold no samples; the header is damaged");
        long there = Math.max(0, file.size() - start);
        long claimed = length < 0 ? there : length;
        long blocks = Math.min(there, claimed) / code.bytes();
        if (blocks == 0) throw new BadAudio(name + " that holds no samples; record it again");
        var remarks = claimed > there
                ? List.of("cut short: its header promises " + claimed + " bytes of audio, " + there + " are there")
                : List.<String>of();
        long whole = blocks * code.frames();
        var kept = OptionalLong.of(frames > 0 ? Math.min(frames, whole) : whole);
        return new BlockPcm(file, code, start, blocks, SourceFormat.checked(name, rate, channels, kept), remarks);
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
        if (blocksLeft == 0 || framesLeft == 0) return null;
        var block = file.upTo(code.bytes(), position);
        if (block.length < code.bytes()) throw new BadAudio("the file shrank while it was read");
        position += code.bytes();
        blocksLeft--;
        int wanted = (int) Math.min(framesLeft, code.frames());
        framesLeft -= wanted;
        var samples = code.decode(block);
        return wanted == code.frames() ? samples : Arrays.copyOf(samples, wanted * format.channels());
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
