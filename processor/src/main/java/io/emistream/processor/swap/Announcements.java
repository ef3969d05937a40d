package io.emistream.processor.swap;

import io.emistream.model.ReleaseId;
import io.emistream.schemas.Topics;
import io.emistream.schemas.avro.ModelDeployment;
import io.emistream.schemas.avro.ModelRelease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said of releases and deployments, read from the beginning, in no consumer group. Called by one thread. */
public final class Announcements implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    private final Topics topics;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<ReleaseId, ModelRelease> releases = new HashMap<>();
    private final Map<String, ModelDeployment> deployments = new HashMap<>();

    private Announcements(Topics topics, KafkaConsumer<String, byte[]> consumer) {
        this.topics = topics;
        this.consumer = consumer;
    }

    /** Begins to read. The topics must exist. */
    public static Announcements read(Map<String, String> clients, Topics topics) {
        Map<String, Object> settings = new HashMap<>(clients);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "100");
        var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic :
                List.of(topics.modelReleases().name(), topics.modelDeployments().name()))
            consumer.partitionsFor(topic)
                    .forEach(one -> partitions.add(new TopicPartition(one.topic(), one.partition())));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new Announcements(topics, consumer);
    }

    /** Reads all that is there now; false where the brokers do not answer in time. */
    public boolean catchUp(Duration patience) {
        var ends = consumer.endOffsets(consumer.assignment(), patience);
        long rounds = Math.max(1, patience.toMillis() / 100);
        for (long round = 0; round < rounds; round++) {
            if (ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue()))
                return true;
            poll(Duration.ofMillis(100));
        }
        return false;
    }

    /** Reads what is new; what it fails at, because the registry is away, comes again. */
    public void poll(Duration time) {
        var records = consumer.poll(time);
        try {
            records.forEach(this::take);
        } catch (RuntimeException e) {
            for (TopicPartition partition : records.partitions())
                consumer.seek(partition, records.records(partition).get(0).offset());
            throw e;
        }
    }

    /** What was last said of a release. */
    public Optional<ModelRelease> release(ReleaseId id) {
        return Optional.ofNullable(releases.get(id));
    }

    /** The latest wish of a deployment: that of the highest generation, and of two writers' the one that was stored last, for every reader alike. */
    public Optional<ModelDeployment> deployment(String name) {
        return Optional.ofNullable(deployments.get(name));
    }

    /** The latest wish of each deployment. */
    public List<ModelDeployment> deployments() {
        return List.copyOf(deployments.values());
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        try {
            if (record.value() == null) return;
            if (record.topic().equals(topics.modelReleases().name())) {
                ModelRelease release =
                        topics.modelReleases().values().deserializer().deserialize(record.topic(), record.value());
                releases.put(new ReleaseId(release.getName(), release.getVersion()), release);
            } else {
                ModelDeployment wish =
                        topics.modelDeployments().values().deserializer().deserialize(record.topic(), record.value());
                deployments.merge(
                        wish.getDeployment(),
                        wish,
                        (old, next) -> next.getGeneration() >= old.getGeneration() ? next : old);
            }
        } catch (SerializationException e) {
            LOG.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("cause", e.getMessage())
                    .log("an announcement cannot be read; it is passed over");
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
