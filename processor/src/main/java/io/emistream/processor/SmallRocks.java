package io.emistream.processor;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/** RocksDB for stores that hold seconds of audio: the defaults are for gigabytes, and every task has a store. Made by Kafka Streams. */
public final class SmallRocks implements RocksDBConfigSetter {
    /** What is kept is written and deleted within seconds, mostly before it reaches a file. Grows over an hour to what it may hold, which looks like a leak. */
    private static final long MEMTABLE = 4L << 20;

    private static final int MEMTABLES = 2;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        options.setWriteBufferSize(MEMTABLE);
        options.setMaxWriteBufferNumber(MEMTABLES);
        if (options.tableFormatConfig() instanceof BlockBasedTableConfig table)
            options.setTableFormatConfig(
                    table.setCacheIndexAndFilterBlocks(false).setBlockCache(Shared.BLOCKS));
    }

    @Override
    public void close(String storeName, Options options) {
        // nothing to free: the options belong to Kafka Streams, and the cache to all stores
    }

    /**
     * For all stores of the process, as long as it lives. They are read when a task begins; Kafka Streams would give each
     * store 50 MB, which fill within hours. A class of its own: Kafka loads the outer one before RocksDB's library is there.
     */
    private static final class Shared {
        static final Cache BLOCKS = new LRUCache(8L << 20);
    }
}
