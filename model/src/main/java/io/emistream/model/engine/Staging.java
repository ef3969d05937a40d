package io.emistream.model.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One direct buffer, reused and grown: fresh ones would keep native memory until the garbage collector happens to run. One thread at a time.
 */
final class Staging {
    private final ByteBuffer[] buffer = {ByteBuffer.allocateDirect(0)};

    /** The buffer, empty, in native order, with room for {@code floats} and no more. Overwrites what it held. */
    ByteBuffer floats(int floats) {
        int bytes = Math.multiplyExact(floats, Float.BYTES);
        if (buffer[0].capacity() < bytes) {
            buffer[0] = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        }
        return buffer[0].clear().limit(bytes);
    }
}
