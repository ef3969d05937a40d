package io.emistream.processor;

import io.emistream.schemas.Topics;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka's settings for exactly once and low latency; where they come from is told in decision record 0002. */
final class StreamsSettings {
    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2),
            Map.entry(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic"),
            // results become visible with a commit, which is asked for when there are any; a backlog is worked off
            // faster without
            Map.entry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "250"),
            // the stream thread sleeps in poll; punctuators are looked at in between
            Map.entry(StreamsConfig.POLL_MS_CONFIG, "5"),
            // the changelogs are short: a new instance takes tasks at once, and does not warm up first
            Map.entry(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, Long.toString(Long.MAX_VALUE)),
            Map.entry(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallRocks.class.getName()),
            Map.entry(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), "5"),
            // the usual 16 KB are five chunks of 100 ms
            Map.entry(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), Integer.toString(256 << 10)),
            // a dead letter holds a record of the brokers' usual limit whole, and its headers
            Map.entry(
                    StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                    Integer.toString(Topics.LARGEST_LETTER)),
            // what a killed instance left open blocks readers for this long
            Map.entry(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), "10000"),
            Map.entry(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), "6000"),
            // members hear with a heartbeat that the group changes
            Map.entry(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), "500"));

    private StreamsSettings() {}

    static Properties of(ProcessorConfig config) {
        var settings = new Properties();
        settings.putAll(OURS);
        settings.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                InstanceId.in(config.stateDir()));
        settings.putAll(config.kafka());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, Integer.toString(config.threads()));
        return settings;
    }
}
