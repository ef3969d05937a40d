package io.emistream.model.checkpoint;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a storage's bytes are read.
 *
 * @param bytes of an element
 * @param readable whether it widens to float32; others may be in a file, but are no weights
 */
record StorageType(String name, int bytes, boolean readable) {
    private static final Map<String, StorageType> KNOWN = Stream.of(
                    new StorageType("torch.FloatStorage", 4, true),
                    new StorageType("torch.HalfStorage", 2, true),
                    new StorageType("torch.BFloat16Storage", 2, true),
                    new StorageType("torch.DoubleStorage", 8, true),
                    new StorageType("torch.LongStorage", 8, false),
                    new StorageType("torch.IntStorage", 4, false),
                    new StorageType("torch.ShortStorage", 2, false),
                    new StorageType("torch.CharStorage", 1, false),
                    new StorageType("torch.ByteStorage", 1, false),
                    new StorageType("torch.BoolStorage", 1, false))
            .collect(Collectors.toUnmodifiableMap(StorageType::name, type -> type));

    static boolean isKnown(String name) {
        return KNOWN.containsKey(name);
    }

    static Optional<StorageType> of(String name) {
        return Optional.ofNullable(KNOWN.get(name));
    }
}
