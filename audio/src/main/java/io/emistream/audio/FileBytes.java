package io.emistream.audio;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Positional, bounds-checked reads of a file's bytes: what a header claims can never lead outside the file. */
final class FileBytes implements Closeable {
    private final FileChannel channel;
    private final long size;

    FileBytes(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        size = channel.size();
    }

    long size() {
        return size;
    }

    FileChannel channel() {
        return channel;
    }

    /** Up to {@code length} bytes from {@code position}; fewer at the end of the file. */
    byte[] upTo(int length, long position) throws IOException {
        if (position < 0 || position >= size) return new byte[0];
        var buffer = ByteBuffer.allocate((int) Math.min(length, size - position));
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) > 0) {}
        var bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    /** Exactly {@code length} bytes from {@code position}, to be read in the given order. */
    ByteBuffer exactly(int length, long position, ByteOrder order) throws IOException {
        var bytes = upTo(length, position);
        if (bytes.length < length)
            throw new BadAudio("the file ends at byte " + size + " inside its header; it was cut short");
        return ByteBuffer.wrap(bytes).order(order);
    }

    /** Four characters from {@code position}, Latin-1; fewer at the end of the file. */
    String tag(long position) throws IOException {
        return new String(upTo(4, position), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
