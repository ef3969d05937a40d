package io.emistream.app.features;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * A float32 matrix in NumPy's NPY format 1.0 (little-endian, row by row), written row after row: the header has room for the number of rows, which {@link #close}
 * fills in; until then the file says that it has none. The same bytes as {@code numpy.save} writes. One thread. Format:
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
final class NpyFile implements AutoCloseable {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int HEADER = 128;
    private static final int LENGTH_AT = MAGIC.length;
    private static final int TEXT_AT = LENGTH_AT + Short.BYTES;

    private final FileChannel channel;
    private final int columns;
    private long rows;

    private NpyFile(FileChannel channel, int columns) {
        this.channel = channel;
        this.columns = columns;
    }

    /** Begins a file, in the place of one that is there. */
    static NpyFile create(Path file, int columns) throws IOException {
        var channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        var npy = new NpyFile(channel, columns);
        npy.write(npy.header(), 0);
        return npy;
    }

    /** A whole matrix. */
    static void write(Path file, int columns, int rows, float[] values) throws IOException {
        try (var npy = create(file, columns)) {
            npy.add(rows, values);
        }
    }

    /** Appends rows; {@code values} holds them one after the other. */
    void add(int count, float[] values) throws IOException {
        if (values.length != Math.multiplyExact(count, columns))
            throw new IllegalArgumentException(
                    values.length + " values are not " + count + " rows of " + columns + " columns");
        var bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        write(bytes, HEADER + rows * columns * Float.BYTES);
        rows += count;
    }

    private void write(ByteBuffer bytes, long at) throws IOException {
        for (long to = at; bytes.hasRemaining(); ) to += channel.write(bytes, to);
    }

    private ByteBuffer header() {
        var text = String.format(
                Locale.ROOT, "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }", rows, columns);
        var header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
        while (header.hasRemaining()) header.put((byte) ' ');
        header.put(0, MAGIC).putShort(LENGTH_AT, (short) (HEADER - TEXT_AT));
        header.put(TEXT_AT, text.getBytes(StandardCharsets.US_ASCII)).put(HEADER - 1, (byte) '\n');
        return header.rewind();
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            write(header(), 0);
        }
    }
}
