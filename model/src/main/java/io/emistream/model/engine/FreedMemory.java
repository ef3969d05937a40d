package io.emistream.model.engine;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/** Gives back to the system what the C library keeps of a model that was freed: arrays up to the launcher's threshold come from a heap that only grows. */
final class FreedMemory {
    private FreedMemory() {}

    /** Does nothing where the C library is not glibc. */
    static void giveBack() {
        if (!Platform.isLinux()) return;
        try {
            NativeLibrary.getInstance(Platform.C_LIBRARY_NAME)
                    .getFunction("malloc_trim")
                    .invokeInt(new Object[] {0L});
        } catch (UnsatisfiedLinkError e) {
            // another C library, which keeps less
        }
    }
}
