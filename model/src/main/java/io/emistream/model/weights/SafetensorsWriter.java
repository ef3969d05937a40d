package io.emistream.model.weights;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes weights as F32 safetensors, or F16 where they are {@linkplain WeightSource#halved halved}, one tensor in memory at a time; the same bytes for the same weights. */
public final class SafetensorsWriter {
    /** The header is filled with spaces, so that data starts on a multiple of it. */
    private static final int ALIGNMENT = 8;

    private SafetensorsWriter() {}

    /** Writes a new file and forces it to disk; fails where there is one already. */
    public static void write(Path path, WeightSource weights) throws IOException {
        ElementType type = weights.halved() ? ElementType.F16 : ElementType.F32;
        byte[] header = header(weights.shapes(), type);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            put(
                    channel,
                    ByteBuffer.allocate(Long.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(header.length)
                            .flip());
            put(channel, ByteBuffer.wrap(header));
            for (var tensor : weights.shapes().entrySet()) {
                float[] values = weights.read(tensor.getKey());
                if (values.length != elements(tensor.getValue())) {
                    throw new IllegalArgumentException("weight %s has %d values; its shape %s wants %d"
                            .formatted(tensor.getKey(), values.length, tensor.getValue(), elements(tensor.getValue())));
                }
                put(channel, bytes(values, type));
            }
            channel.force(true);
        }
    }

    private static byte[] header(Map<String, List<Integer>> shapes, ElementType type) throws IOException {
        var tensors = new LinkedHashMap<String, Object>();
        long begin = 0;
        for (var tensor : shapes.entrySet()) {
            long end = begin + (long) elements(tensor.getValue()) * type.bits() / Byte.SIZE;
            tensors.put(tensor.getKey(), new Entry(type.name(), tensor.getValue(), List.of(begin, end)));
            begin = end;
        }
        String json = new ObjectMapper().writeValueAsString(tensors);
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return (json + " ".repeat(Math.floorMod(-length, ALIGNMENT))).getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer bytes(float[] values, ElementType type) {
        var bytes = ByteBuffer.allocate(values.length * type.bits() / Byte.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        if (type == ElementType.F32) {
            bytes.asFloatBuffer().put(values);
            return bytes;
        }
        for (float value : values) bytes.putShort(Half.toFloat16(value));
        return bytes.flip();
    }

    private static int elements(List<Integer> shape) {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    private static void put(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** One tensor, under the format's own names. */
    private record Entry(String dtype, List<Integer> shape, List<Long> data_offsets) {}
}
