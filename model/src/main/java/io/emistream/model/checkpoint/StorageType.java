package io.emistream.model.checkpoint;

import java.util.Map;
import java.util.Optional;

/**
 * How a storage's bytes are read.
 *
 * @param bytes of an element
 * @param readable whether it widens to float32; others may be in a file, but are no weights
 */
record StorageType(String name, int bytes, boolean readable) {
    private static final Map<String, StorageType> KNOWN = Map.of(
            "torch.FloatStorage", new StorageType("torch.FloatStorage", 4, true),
            "torch.HalfStorage", new StorageType("torch.HalfStorage", 2, true),
            "torch.BFloat16Storage", new StorageType("torch.BFloat16Storage", 2, true),
            "torch.DoubleStorage", new StorageType("torch.DoubleStorage", 8, true),
            "torch.LongStorage", new StorageType("torch.LongStorage", 8, false),
            "torch.IntStorage", new StorageType("torch.IntStorage", 4, false),
            "torch.BoolStorage", new StorageType("torch.BoolStorage", 1, false));

    static boolean isKnown(String name) {
        return KNOWN.containsKey(name);
    }

    static Optional<StorageType> of(String name) {
        return Optional.ofNullable(KNOWN.get(name));
    }
}
