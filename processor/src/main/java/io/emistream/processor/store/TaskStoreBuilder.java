package io.emistream.processor.store;

import io.emistream.processor.segment.SegmentRules;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds a task's store over a plain one. */
record TaskStoreBuilder(StoreBuilder<KeyValueStore<Bytes, byte[]>> plain, SegmentRules rules)
        implements StoreBuilder<TaskStore> {
    @Override
    public TaskStore build() {
        return new TaskStore(rules, plain.build());
    }

    @Override
    public StoreBuilder<TaskStore> withCachingEnabled() {
        return this; // it is a cache
    }

    @Override
    public StoreBuilder<TaskStore> withCachingDisabled() {
        throw new UnsupportedOperationException("changes are held until the commit");
    }

    @Override
    public StoreBuilder<TaskStore> withLoggingEnabled(Map<String, String> config) {
        return new TaskStoreBuilder(plain.withLoggingEnabled(config), rules);
    }

    @Override
    public StoreBuilder<TaskStore> withLoggingDisabled() {
        return new TaskStoreBuilder(plain.withLoggingDisabled(), rules);
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
