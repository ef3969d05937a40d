package io.emistream.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A box of an MP4 file. What a size claims can never lead outside the box around it.
 *
 * @param start of its content
 * @param end behind its content
 */
record Box(String type, long start, long end) {
    private static final int MOST = 10_000;
    private static final int LARGEST_TABLE = 16 << 20;

    /** The boxes that lie in a stretch of the file, up to the first that is damaged. */
    static List<Box> in(FileBytes file, long from, long to) throws IOException {
        var boxes = new ArrayList<Box>();
        long at = from;
        while (at + 8 <= to && boxes.size() < MOST) {
            long size = file.exactly(4, at, ByteOrder.BIG_ENDIAN).getInt() & 0xffff_ffffL;
            long start = at + 8;
            if (size == 1 && at + 16 <= to) {
                size = file.exactly(8, at + 8, ByteOrder.BIG_ENDIAN).getLong();
                start = at + 16;
            } else if (size == 0) {
                size = to - at;
            }
            if (size < start - at) break;
            long end = size > to - at ? to : at + size;
            boxes.add(new Box(file.tag(at + 4), start, end));
            at = end;
        }
        return boxes;
    }

    List<Box> children(FileBytes file) throws IOException {
        return in(file, start, end);
    }

    /** The first box on a path of types below this one. */
    Optional<Box> at(FileBytes file, String... path) throws IOException {
        var box = this;
        for (var type : path) {
            var next = first(box.children(file), type);
            if (next.isEmpty()) return next;
            box = next.get();
        }
        return Optional.of(box);
    }

    static Optional<Box> first(List<Box> boxes, String type) {
        return boxes.stream().filter(box -> box.type.equals(type)).findFirst();
    }

    /** All of its content, big-endian; for tables. */
    ByteBuffer content(FileBytes file) throws IOException {
        long length = end - start;
        if (length > LARGEST_TABLE)
            throw new BadAudio("MP4 with a table '" + type + "' of " + length + " bytes; at most " + LARGEST_TABLE
                    + " are read; split the recording");
        return file.exactly((int) length, start, ByteOrder.BIG_ENDIAN);
    }
}
