package io.emistream.dashboard;

import io.emistream.schemas.InMemoryRegistry;
import io.emistream.schemas.Topic;
import io.emistream.schemas.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * A one-node Kafka with all topics in three partitions each. Each transaction has a producer of its own: when one producer wrote all of them, the broker once called a transaction out
 * of place (INVALID_TXN_STATE), for a reason that was not found.
 */
final class TestBroker implements AutoCloseable {
    private static final int PARTITIONS = 3;

    private final KafkaRaftServer server;
    private final Map<String, String> clients;
    private final Topics topics = Topics.with(new InMemoryRegistry());
    private final AtomicInteger transactions = new AtomicInteger();

    private TestBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.clients = Map.of("bootstrap.servers", "127.0.0.1:" + port);
    }

    static TestBroker start(Path folder) throws Exception {
        int port = freePort();
        int controller = freePort();
        var settings = Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controller),
                Map.entry("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("log.dirs", folder.toString()),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
                Map.entry("auto.create.topics.enable", "false"));
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .addDirectory(folder.toString())
                .setMetadataLogDirectory(folder.toString())
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setControllerListenerName("CONTROLLER")
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
        var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        return new TestBroker(server, port);
    }

    Map<String, String> clients() {
        return clients;
    }

    Topics topics() {
        return topics;
    }

    void createTopics() throws Exception {
        try (var admin = admin()) {
            admin.createTopics(topics.all().stream()
                            .map(topic -> new NewTopic(topic.name(), Optional.of(PARTITIONS), Optional.empty()))
                            .toList())
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    /** Publishes in one transaction. */
    <T> void publish(Topic<String, T> topic, String key, List<T> values) {
        transaction(producer -> {
            send(producer, topic, key, values);
            producer.commitTransaction();
        });
    }

    /** The first values of this key, in their order, a tombstone as null; waits until there are so many. */
    <T> List<@Nullable T> read(Topic<String, T> topic, String key, int count) {
        var values = new ArrayList<@Nullable T>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>copyOf(clients),
                new StringDeserializer(),
                topic.values().deserializer())) {
            var partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (values.size() < count)
                for (var record : consumer.poll(Duration.ofMillis(250)))
                    if (record.key().equals(key)) values.add(record.value());
        }
        return values;
    }

    /** Publishes what no reader of committed records may ever see. */
    <T> void publishAndAbort(Topic<String, T> topic, String key, List<T> values) {
        transaction(producer -> {
            send(producer, topic, key, values);
            producer.flush();
            producer.abortTransaction();
        });
    }

    /** Publishes bytes that are not an event. */
    void publishGarbage(Topic<String, ?> topic, String key) {
        transaction(producer -> {
            var unused = producer.send(
                    new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), new byte[] {1, 2}));
            producer.commitTransaction();
        });
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private void transaction(Consumer<KafkaProducer<byte[], byte[]>> work) {
        var settings = new HashMap<String, Object>(clients);
        settings.put("transactional.id", "test-" + transactions.getAndIncrement());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            work.accept(producer);
        }
    }

    private static <T> void send(
            KafkaProducer<byte[], byte[]> producer, Topic<String, T> topic, String key, List<T> values) {
        for (var value : values) {
            var unused = producer.send(new ProducerRecord<>(
                    topic.name(),
                    topic.keys().serializer().serialize(topic.name(), key),
                    topic.values().serializer().serialize(topic.name(), value)));
        }
    }

    private Admin admin() {
        return Admin.create(Map.copyOf(clients));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
