package io.emistream.processor;

import io.emistream.processor.segment.Segmentation;
import io.emistream.processor.segment.Sound;
import io.emistream.schemas.Topic;
import io.emistream.schemas.Topics;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AudioChunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** What the world around a processor writes and reads. */
record Wire(TestBroker broker, Topics topics) {

    /** Chunks of all streams in turn, from one position to another; returns when the broker has them. */
    void publish(List<List<AudioChunk>> streams, int from, int to) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrap());
        var topic = topics.audioChunks();
        try (var producer = new KafkaProducer<>(
                settings, topic.keys().serializer(), topic.values().serializer())) {
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (int i = from; i < to; i++)
                for (var stream : streams) {
                    var chunk = stream.get(i);
                    sent.add(producer.send(new ProducerRecord<>(topic.name(), chunk.getSessionId(), chunk)));
                }
            for (var each : sent) each.get();
        }
    }

    /** Reads committed events until there are so many, and then whether there are more. */
    List<AffectEvent> read(int expected) {
        return read(topics.affectEvents(), expected).stream()
                .map(ConsumerRecord::value)
                .toList();
    }

    /** The same of any topic. */
    <K, V> List<ConsumerRecord<K, V>> read(Topic<K, V> topic, int expected) {
        var records = new ArrayList<ConsumerRecord<K, V>>();
        try (var consumer = reader(topic)) {
            while (records.size() < expected)
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            consumer.poll(Duration.ofMillis(500)).forEach(records::add);
        }
        return records;
    }

    KafkaConsumer<String, AffectEvent> reader() {
        return reader(topics.affectEvents());
    }

    private <K, V> KafkaConsumer<K, V> reader(Topic<K, V> topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrap(), "isolation.level", "read_committed");
        var consumer = new KafkaConsumer<>(
                settings, topic.keys().deserializer(), topic.values().deserializer());
        var partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    /** Ids of the segments of these calls, call by call. */
    static List<String> expected(List<Call> calls, List<Sound> sounds) {
        var ids = new ArrayList<String>();
        for (int i = 0; i < calls.size(); i++) {
            var call = calls.get(i);
            for (var cut : Segmentation.of(Rig.RULES.segments(), sounds.get(i).samples()))
                if (cut.match(segment -> true, skipped -> false))
                    ids.add(call.sessionId() + "/" + call.participantId() + "/" + cut.firstSample());
        }
        return ids;
    }

    /** Looks again and again, a minute at most; says whether it came true. */
    static boolean becomes(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) return false;
            LockSupport.parkNanos(20_000_000);
        }
        return true;
    }
}
