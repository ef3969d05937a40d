package io.emistream.model.checkpoint;

import io.emistream.model.weights.MalformedWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * A tensor's checked place in a storage, in elements.
 *
 * @param key name of the storage
 * @param stored elements that the storage says it has
 * @param offset first element
 * @param reach elements from the first to the last, gaps included
 */
record TensorView(
        String name,
        String key,
        StorageType type,
        long stored,
        long offset,
        long reach,
        List<Integer> shape,
        List<Long> strides) {
    private static final long MOST = Integer.MAX_VALUE / 8;

    /** Checks a tensor's numbers against its storage's; every sum in 64 bits, without overflow. */
    static TensorView of(String name, Pickled.Tensor tensor) throws MalformedWeights {
        StorageType type = StorageType.of(tensor.storage().type())
                .orElseThrow(() -> new MalformedWeights("tensor %s is of %s, which is no known type"
                        .formatted(name, tensor.storage().type())));
        if (!tensor.storage().key().matches("[0-9A-Za-z_]{1,64}")) {
            throw new MalformedWeights("tensor %s: its storage has a name that is no name".formatted(name));
        }
        if (tensor.shape().size() != tensor.strides().size()) {
            throw new MalformedWeights("tensor %s: shape %s and strides %s differ in length"
                    .formatted(name, tensor.shape(), tensor.strides()));
        }
        long elements = 1;
        long last = 0;
        var shape = new ArrayList<Integer>();
        for (int i = 0; i < tensor.shape().size(); i++) {
            long size = tensor.shape().get(i);
            long stride = tensor.strides().get(i);
            if (size < 0 || size > MOST || stride < 0 || stride > MOST) {
                throw new MalformedWeights(
                        "tensor %s: size %d with stride %d is out of range".formatted(name, size, stride));
            }
            shape.add((int) size);
            elements = Math.min(MOST + 1, elements * size);
            last = Math.min(MOST + 1, last + Math.max(0, size - 1) * stride);
        }
        long reach = elements == 0 ? 0 : last + 1;
        long stored = tensor.storage().elements();
        if (tensor.offset() < 0
                || tensor.offset() > stored
                || reach > stored - tensor.offset()
                || elements > reach
                || reach > MOST) {
            throw new MalformedWeights("tensor %s: shape %s, strides %s from %d do not fit a storage of %d elements"
                    .formatted(name, tensor.shape(), tensor.strides(), tensor.offset(), stored));
        }
        return new TensorView(
                name,
                tensor.storage().key(),
                type,
                stored,
                tensor.offset(),
                reach,
                List.copyOf(shape),
                tensor.strides());
    }

    /** Checks that the archive holds the storage: uncompressed, as PyTorch writes it, so that it cannot be longer than the file. */
    void fits(@Nullable ZipEntry entry, long fileSize) throws MalformedWeights {
        if (entry == null) {
            throw new MalformedWeights("tensor %s: its storage %s is not in the file".formatted(name, key));
        }
        if (entry.getMethod() != ZipEntry.STORED
                || entry.getSize() > fileSize
                || entry.getSize() / type.bytes() < stored) {
            throw new MalformedWeights(
                    "tensor %s: its storage has %d bytes in the file, compressed or fewer than its %d elements need"
                            .formatted(name, entry.getSize(), stored));
        }
    }

    long elements() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    /** Row by row, from the elements between the first and the last. */
    float[] gather(float[] values) {
        var rows = new float[(int) elements()];
        var index = new int[shape.size()];
        for (int i = 0; i < rows.length; i++) {
            long at = 0;
            for (int d = 0; d < index.length; d++) {
                at += index[d] * strides.get(d);
            }
            rows[i] = values[(int) at];
            for (int d = index.length - 1; d >= 0 && ++index[d] == shape.get(d); d--) {
                index[d] = 0;
            }
        }
        return rows;
    }
}
