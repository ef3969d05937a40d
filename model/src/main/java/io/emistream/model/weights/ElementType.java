package io.emistream.model.weights;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The element types of the safetensors format. Four hold weights and become float32; the others may lie in a file, and are not read. */
enum ElementType {
    F64(64, ByteBuffer::getDouble),
    F32(32, ByteBuffer::getFloat),
    F16(16, from -> Half.fromFloat16(from.getShort())),
    BF16(16, from -> Half.fromBfloat16(from.getShort())),
    BOOL(8),
    F4(4),
    F6_E2M3(6),
    F6_E3M2(6),
    F8_E4M3(8),
    F8_E4M3FNUZ(8),
    F8_E5M2(8),
    F8_E5M2FNUZ(8),
    F8_E8M0(8),
    U8(8),
    I8(8),
    U16(16),
    I16(16),
    U32(32),
    I32(32),
    U64(64),
    I64(64),
    C64(64);

    private final int bits;

    @SuppressWarnings("ImmutableEnumChecker") // functions of their argument alone
    private final @Nullable ToDoubleFunction<ByteBuffer> reading;

    ElementType(int bits) {
        this.bits = bits;
        this.reading = null;
    }

    ElementType(int bits, ToDoubleFunction<ByteBuffer> reading) {
        this.bits = bits;
        this.reading = reading;
    }

    static Optional<ElementType> named(String name) {
        for (ElementType type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    int bits() {
        return bits;
    }

    /** Whether it holds weights. */
    boolean readable() {
        return reading != null;
    }

    /** The next element of a little-endian buffer; exact but for F64, which is rounded. */
    float read(ByteBuffer from) {
        if (reading == null) {
            throw new IllegalStateException("type %s holds no weights".formatted(this));
        }
        return (float) reading.applyAsDouble(from);
    }
}
