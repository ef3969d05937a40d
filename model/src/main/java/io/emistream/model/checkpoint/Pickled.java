package io.emistream.model.checkpoint;

import java.util.List;
import java.util.Map;

/** What an allow-list pickle can hold; nothing of it runs. */
sealed interface Pickled {
    /** Text. */
    record Text(String value) implements Pickled {}

    /** A whole number. */
    record Whole(long value) implements Pickled {}

    /** A floating-point number, a truth value, nothing at all, or anything else of no use for weights. */
    record Plain(String value) implements Pickled {}

    /** A list, tuple or set; identity equality, since it may contain itself. */
    final class Sequence implements Pickled {
        private final List<Pickled> items;

        Sequence(List<Pickled> items) {
            this.items = items;
        }

        List<Pickled> items() {
            return items;
        }
    }

    /** A dictionary; identity equality, since it may contain itself. */
    final class Dictionary implements Pickled {
        private final Map<String, Pickled> entries;

        Dictionary(Map<String, Pickled> entries) {
            this.entries = entries;
        }

        Map<String, Pickled> entries() {
            return entries;
        }
    }

    /** A name from the allow-list, of a function or a type. */
    record Global(String name) implements Pickled {}

    /**
     * Bytes elsewhere in the archive.
     *
     * @param type such as {@code torch.FloatStorage}
     * @param key name of the entry below {@code data/}
     * @param elements how many
     */
    record Storage(String type, String key, long elements) implements Pickled {}

    /** A strided view of a storage, in elements. */
    record Tensor(Storage storage, long offset, List<Long> shape, List<Long> strides) implements Pickled {}
}
