package io.emistream.model.weights;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An open safetensors file. Its header is checked when it is opened; F64, F32, F16 and BF16 tensors can be read, others can be there. One thread at
 * a time.
 */
public final class Safetensors implements WeightSource {
    private static final int PREFIX = 8;
    private static final int WINDOW = 1 << 16;

    private final Path path;
    private final FileChannel channel;
    private final long dataStart;
    private final Map<String, TensorEntry> tensors;
    private final Map<String, String> metadata;

    private Safetensors(Path path, FileChannel channel, long dataStart, SafetensorsHeader header) {
        this.path = path;
        this.channel = channel;
        this.dataStart = dataStart;
        this.metadata = header.metadata();
        this.tensors = new LinkedHashMap<>();
        header.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    }

    /**
     * Opens a file.
     *
     * @throws MalformedWeights if it is not a sound safetensors file
     */
    public static Safetensors open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            long size = channel.size();
            if (size < PREFIX) {
                throw new MalformedWeights("%s is %d bytes; a safetensors file has at least 8".formatted(path, size));
            }
            long length = read(channel, 0, PREFIX).getLong();
            if (length < 0 || length > SafetensorsHeader.LONGEST || length > size - PREFIX) {
                throw new MalformedWeights(
                        "%s: header of %s bytes; the file has %d after its length, and %d are the limit"
                                .formatted(
                                        path, Long.toUnsignedString(length), size - PREFIX, SafetensorsHeader.LONGEST));
            }
            byte[] json = read(channel, PREFIX, (int) length).array();
            long dataStart = PREFIX + length;
            return new Safetensors(path, channel, dataStart, SafetensorsHeader.parse(json, size - dataStart));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Free text by key, from the header. */
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public Map<String, List<Integer>> shapes() {
        var shapes = new LinkedHashMap<String, List<Integer>>();
        tensors.forEach((name, tensor) -> shapes.put(name, tensor.dimensions()));
        return Collections.unmodifiableMap(shapes);
    }

    @Override
    public boolean halved() {
        return tensors.values().stream().allMatch(tensor -> tensor.type() == ElementType.F16);
    }

    @Override
    public boolean readable(String name) {
        TensorEntry tensor = tensors.get(name);
        return tensor != null && tensor.readable();
    }

    @Override
    public float[] read(String name) throws IOException {
        TensorEntry tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "%s has no tensor named %s; it has %d others".formatted(path, name, tensors.size()));
        }
        if (!tensor.readable()) {
            throw new MalformedWeights(
                    "tensor %s is of %s and %d bytes; weights are F64, F32, F16 or BF16, of at most 2 GB as F32"
                            .formatted(name, tensor.type(), tensor.end() - tensor.begin()));
        }
        var values = new float[tensor.elements()];
        int done = 0;
        while (done < values.length) {
            int count = Math.min(values.length - done, WINDOW);
            int width = tensor.type().bits() / 8;
            ByteBuffer window = read(channel, dataStart + tensor.begin() + (long) done * width, count * width);
            for (int i = 0; i < count; i++) {
                values[done++] = tensor.type().read(window);
            }
        }
        return values;
    }

    private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new EOFException("file ends at byte %d, while it was read".formatted(from + buffer.position()));
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
