package io.emistream.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The frames of one track of an MP4 file, in order. Not thread-safe. */
final class SampleTable implements Aac.Frames {
    private static final int LARGEST_FRAME = 1 << 16;

    private final FileBytes file;
    private final ByteBuffer sizes;
    private final ByteBuffer runs;
    private final ByteBuffer chunks;
    private final boolean wide;
    private final int frames;
    private int frame;
    private int chunk = -1;
    private int run;
    private int leftInChunk;
    private long position;
    private long read;

    private SampleTable(FileBytes file, ByteBuffer sizes, ByteBuffer runs, ByteBuffer chunks, boolean wide)
            throws BadAudio {
        this.file = file;
        this.sizes = sizes;
        this.runs = runs;
        this.chunks = chunks;
        this.wide = wide;
        frames = sizes.getInt(4) != 0 ? sizes.getInt(8) : entries(sizes, 8, 4);
    }

    /** Of the box stbl. */
    static SampleTable of(FileBytes file, Box table) throws IOException {
        var boxes = table.children(file);
        var sizes = Box.first(boxes, "stsz");
        var runs = Box.first(boxes, "stsc");
        var narrow = Box.first(boxes, "stco");
        var chunks = narrow.isPresent() ? narrow : Box.first(boxes, "co64");
        if (sizes.isEmpty() || runs.isEmpty() || chunks.isEmpty())
            throw BadAudio.foreign("MP4 without a plain table of its frames");
        var sized = content(file, sizes.get(), 12);
        return new SampleTable(
                file, sized, content(file, runs.get(), 8), content(file, chunks.get(), 8), narrow.isEmpty());
    }

    private static ByteBuffer content(FileBytes file, Box box, int least) throws IOException {
        var content = box.content(file);
        if (content.capacity() < least)
            throw new BadAudio("MP4 whose table '" + box.type() + "' is cut short; the file is damaged");
        return content;
    }

    private static int entries(ByteBuffer table, int at, int bytes) {
        return Math.min(Math.max(0, table.getInt(at)), (table.capacity() - at - 4) / bytes);
    }

    @Override
    public byte @Nullable [] next() throws IOException {
        if (frame >= frames || leftInChunk == 0 && !nextChunk()) return null;
        int size = sizes.getInt(4) != 0 ? sizes.getInt(4) : sizes.getInt(12 + 4 * frame);
        if (size < 0 || size > LARGEST_FRAME)
            throw new BadAudio(
                    "MP4 with a frame of " + (size & 0xffff_ffffL) + " bytes; at most " + LARGEST_FRAME + " are read");
        var bytes = file.upTo(size, position);
        if (bytes.length < size)
            throw new BadAudio("cut short: its tables promise " + frames + " frames, " + frame + " are there");
        read += size;
        if (read > file.size())
            throw new BadAudio("MP4 whose tables name the same bytes again and again; the file is damaged");
        frame++;
        leftInChunk--;
        position += size;
        return bytes;
    }

    private boolean nextChunk() {
        chunk++;
        if (chunk >= entries(chunks, 4, wide ? 8 : 4)) return false;
        position = wide ? chunks.getLong(8 + 8 * chunk) : chunks.getInt(8 + 4 * chunk) & 0xffff_ffffL;
        int most = entries(runs, 4, 12);
        while (run + 1 < most && runs.getInt(8 + 12 * (run + 1)) <= chunk + 1) run++;
        leftInChunk = run < most ? Math.max(0, runs.getInt(12 + 12 * run)) : 0;
        return leftInChunk > 0;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
