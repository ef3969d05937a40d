package io.emistream.dashboard.releases;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last values of each of the keys that were last heard of; older ones are forgotten. Not thread-safe. */
final class Recent<K, V> {
    private final int keys;
    private final int each;
    private final Map<K, ArrayDeque<V>> values = new LinkedHashMap<>();

    Recent(int keys, int each) {
        this.keys = keys;
        this.each = each;
    }

    void add(K key, V value) {
        var known = values.remove(key);
        var last = known == null ? new ArrayDeque<V>() : known;
        last.add(value);
        if (last.size() > each) last.remove();
        values.put(key, last);
        if (values.size() > keys) values.remove(values.keySet().iterator().next());
    }

    /** Oldest first. */
    List<V> of(K key) {
        var known = values.get(key);
        return known == null ? List.of() : List.copyOf(known);
    }
}
