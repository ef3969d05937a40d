package io.emistream.processor.store;

import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds a store that holds its changes over a plain one. */
record HeldBuilder<T extends HeldUntilCommit>(
        StoreBuilder<KeyValueStore<Bytes, byte[]>> plain, Function<KeyValueStore<Bytes, byte[]>, T> held)
        implements StoreBuilder<T> {
    @Override
    public T build() {
        return held.apply(plain.build());
    }

    @Override
    public StoreBuilder<T> withCachingEnabled() {
        return this; // it is a cache
    }

    @Override
    public StoreBuilder<T> withCachingDisabled() {
        throw new UnsupportedOperationException("changes are held until the commit");
    }

    @Override
    public StoreBuilder<T> withLoggingEnabled(Map<String, String> config) {
        return new HeldBuilder<>(plain.withLoggingEnabled(config), held);
    }

    @Override
    public StoreBuilder<T> withLoggingDisabled() {
        return new HeldBuilder<>(plain.withLoggingDisabled(), held);
    }

    @Override
    public Map<String, String> logConfig() {
        return plain.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return plain.loggingEnabled();
    }

    @Override
    public String name() {
        return plain.name();
    }
}
