package io.emistream.trainer.feed;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.schemas.Topic;
import io.emistream.schemas.avro.LabelledClip;
import io.emistream.trainer.corpus.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings labelled clips from Kafka into a corpus: at least once, which is as good as once, since a clip that is put again is the same clip. The offsets
 * lie beside the corpus and are written after the clips. One thread.
 */
public final class ClipFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClipFeed.class);
    private static final String OFFSETS = "offsets.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Topic<String, LabelledClip> topic;
    private final Corpus corpus;
    private final Path offsetsFile;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, Long> offsets;

    private ClipFeed(
            Topic<String, LabelledClip> topic,
            Corpus corpus,
            Path offsetsFile,
            KafkaConsumer<String, byte[]> consumer,
            Map<String, Long> offsets) {
        this.topic = topic;
        this.corpus = corpus;
        this.offsetsFile = offsetsFile;
        this.consumer = consumer;
        this.offsets = offsets;
    }

    /** Goes on where the corpus left off. The topic must exist. */
    public static ClipFeed open(
            Map<String, String> clients, Topic<String, LabelledClip> topic, Corpus corpus, Path folder)
            throws IOException {
        Path file = folder.resolve(OFFSETS);
        Map<String, Long> offsets = Files.exists(file)
                ? JSON.readValue(file.toFile(), new TypeReference<TreeMap<String, Long>>() {})
                : new TreeMap<>();
        Map<String, Object> settings = new HashMap<>(clients);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(one -> new TopicPartition(one.topic(), one.partition()))
                .toList();
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            Long next = offsets.get(String.valueOf(partition.partition()));
            if (next == null) consumer.seekToBeginning(List.of(partition));
            else consumer.seek(partition, next);
        }
        return new ClipFeed(topic, corpus, file, consumer, offsets);
    }

    /**
     * Takes what is new into the corpus. What it fails at comes again: a full disk or a registry that is away costs no clip.
     *
     * @return how many clips were put or removed
     */
    public int poll(Duration time) throws IOException {
        var records = consumer.poll(time);
        int changes = 0;
        try {
            for (ConsumerRecord<String, byte[]> record : records) if (take(record)) changes++;
        } catch (IOException | RuntimeException e) {
            for (TopicPartition partition : records.partitions())
                consumer.seek(partition, records.records(partition).get(0).offset());
            throw e;
        }
        for (TopicPartition partition : records.partitions()) {
            var taken = records.records(partition);
            offsets.put(
                    String.valueOf(partition.partition()),
                    taken.get(taken.size() - 1).offset() + 1);
        }
        if (!records.isEmpty()) save();
        return changes;
    }

    private boolean take(ConsumerRecord<String, byte[]> record) throws IOException {
        if (record.key() == null) return unusable(record, "it has no key");
        if (record.value() == null) {
            corpus.remove(record.key());
            return true;
        }
        try {
            LabelledClip clip = topic.values().deserializer().deserialize(record.topic(), record.value());
            String fault = ClipCheck.fault(record.key(), clip);
            if (fault != null) return unusable(record, fault);
            corpus.put(clip);
            return true;
        } catch (SerializationException e) {
            return unusable(record, String.valueOf(e.getMessage()));
        }
    }

    private static boolean unusable(ConsumerRecord<String, byte[]> record, String why) {
        LOG.atWarn()
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("reason", why)
                .log("a labelled clip is left out");
        return false;
    }

    private void save() throws IOException {
        Path staging = offsetsFile.resolveSibling(OFFSETS + ".writing");
        JSON.writeValue(staging.toFile(), offsets);
        Files.move(staging, offsetsFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
