package io.emistream.model.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a pickle instruction by instruction, sound or not. */
final class Pickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Starts with protocol 2, as PyTorch does. */
    static Pickle start() {
        return new Pickle().bytes(0x80, 2);
    }

    Pickle bytes(int... values) {
        for (int value : values) {
            out.write(value);
        }
        return this;
    }

    Pickle op(char... instructions) {
        for (char instruction : instructions) {
            out.write(instruction);
        }
        return this;
    }

    Pickle times(int count, char... instructions) {
        for (int i = 0; i < count; i++) {
            op(instructions);
        }
        return this;
    }

    Pickle text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        op('X').int32(bytes.length).out.writeBytes(bytes);
        return this;
    }

    Pickle whole(int value) {
        return op('J').int32(value);
    }

    Pickle int32(int value) {
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
        return this;
    }

    Pickle global(String module, String name) {
        op('c').out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** A float32 tensor {@code [size]} at {@code offset} of a storage. */
    Pickle tensor(String key, int stored, int offset, int size, int stride) {
        global("torch._utils", "_rebuild_tensor_v2").op('(');
        storage("FloatStorage", key, stored).whole(offset);
        whole(size).bytes(0x85).whole(stride).bytes(0x85);
        return bytes(0x89).global("collections", "OrderedDict").op(')', 'R', 't', 'R');
    }

    Pickle storage(String type, String key, int stored) {
        op('(').text("storage").global("torch", type).text(key).text("cpu").whole(stored);
        return op('t', 'Q');
    }

    /** A state dictionary of one tensor. */
    static byte[] stateOf(String name, String key, int stored, int offset, int size, int stride) {
        return start().op('}')
                .text(name)
                .tensor(key, stored, offset, size, stride)
                .op('s')
                .end();
    }

    byte[] end() {
        return op('.').soFar();
    }

    byte[] soFar() {
        return out.toByteArray();
    }
}
