package io.emistream.app.learn;

import io.emistream.schemas.Topic;
import io.emistream.schemas.avro.ControlKind;
import io.emistream.schemas.avro.ControlMessage;
import io.emistream.schemas.avro.TrainCommand;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands to train now. One thread. */
final class Commands implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private final Topic<String, ControlMessage> topic;
    private final String subject;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, TrainCommand> heard = new LinkedHashMap<>();

    private Commands(Topic<String, ControlMessage> topic, String subject, KafkaConsumer<String, byte[]> consumer) {
        this.topic = topic;
        this.subject = subject;
        this.consumer = consumer;
    }

    static String subject(String deployment) {
        return "train/" + deployment;
    }

    static Commands of(Map<String, String> clients, Topic<String, ControlMessage> topic, String deployment) {
        Map<String, Object> settings = new HashMap<>(clients);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(one -> new TopicPartition(one.topic(), one.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new Commands(topic, subject(deployment), consumer);
    }

    /** All commands heard so far, by id, the latest last; who follows them remembers which are done. */
    Map<String, TrainCommand> poll() {
        var records = consumer.poll(Duration.ZERO);
        try {
            records.forEach(this::hear);
        } catch (RuntimeException e) { // the registry is away: heard again when it is back
            for (TopicPartition partition : records.partitions())
                consumer.seek(partition, records.records(partition).get(0).offset());
            throw e;
        }
        return new LinkedHashMap<>(heard);
    }

    private void hear(ConsumerRecord<String, byte[]> record) {
        if (!subject.equals(record.key()) || record.value() == null) return;
        try {
            ControlMessage message = topic.values().deserializer().deserialize(record.topic(), record.value());
            TrainCommand command = message.getTrain();
            if (message.getKind() == ControlKind.TRAIN && command != null) heard.put(command.getCommandId(), command);
        } catch (SerializationException e) {
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("a command cannot be read; it is passed over");
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
