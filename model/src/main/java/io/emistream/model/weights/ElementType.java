package io.emistream.model.weights;

import java.nio.ByteBuffer;

/** The element types that hold weights; each widens exactly to float32. */
enum ElementType {
    F32(4) {
        @Override
        float read(ByteBuffer from) {
            return from.getFloat();
        }
    },
    F16(2) {
        @Override
        float read(ByteBuffer from) {
            return Half.fromFloat16(from.getShort());
        }
    },
    BF16(2) {
        @Override
        float read(ByteBuffer from) {
            return Half.fromBfloat16(from.getShort());
        }
    };

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    /** The next element of a little-endian buffer. */
    abstract float read(ByteBuffer from);
}
