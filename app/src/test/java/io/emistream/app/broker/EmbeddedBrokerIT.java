package io.emistream.app.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.app.problem.EnvironmentProblem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    private static final TopicPartition NOTES = new TopicPartition("notes", 0);

    /** One for each task: brokers wait for each other. */
    private static final Executor THREADS = task -> new Thread(task).start();

    @Test
    void keepsCommittedTransactionsInAFolderThatIsOpenedAgain(@TempDir Path folder) throws Exception {
        var options = BrokerOptions.temporary().in(folder.resolve("new folder"));

        try (var broker = EmbeddedBroker.start(options)) {
            createTopic(broker.bootstrap(), Optional.of((short) 1));
            writeOneTransactionAndAbortAnother(broker.bootstrap());
        }

        try (var broker = EmbeddedBroker.start(options)) {
            assertThat(committed(broker.bootstrap())).containsExactly("kept");
        }
    }

    /** Long, since the last of three brokers to end has no controllers left to tell, and waits five minutes for them. */
    @Test
    @Tag("long")
    void threeKeepThreeCopiesAndGoOnWithoutOne(@TempDir Path folder) throws Exception {
        var brokers = three(folder);
        try {
            var all = brokers.stream().map(EmbeddedBroker::bootstrap).collect(Collectors.joining(","));
            createTopic(all, Optional.empty());
            writeOneTransactionAndAbortAnother(all);
            assertThat(copies(all)).isEqualTo(3);

            brokers.remove(0).close();

            assertThat(committed(all)).containsExactly("kept");
            writeOneTransactionAndAbortAnother(all);
            assertThat(committed(all)).containsExactly("kept", "kept");
        } finally {
            closeTogether(brokers);
        }
    }

    @Test
    void sendsClientsOfTheDetourToAnotherPort(@TempDir Path folder) throws Exception {
        int port = Ports.free("a detour", "127.0.0.1", 0);
        try (var proxy = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            proxy.setSoTimeout(30_000);
            var detour = new BrokerOptions.Detour(port, proxy.getLocalPort());

            try (var broker =
                    EmbeddedBroker.start(BrokerOptions.temporary().in(folder).by(detour))) {
                createTopic(broker.bootstrap(), Optional.empty()); // others come in directly
                var client = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port));
                var unused = client.listTopics();

                assertThat(proxy.accept().isConnected()).isTrue();
                client.close(Duration.ZERO); // nobody will answer it
            }
        }
    }

    @Test
    void deletesATemporaryFolderAtClose() throws Exception {
        var before = temporaryFolders();

        try (var broker = EmbeddedBroker.start(BrokerOptions.temporary())) {
            assertThat(broker.bootstrap()).startsWith("127.0.0.1:");
            assertThat(temporaryFolders()).hasSizeGreaterThan(before.size());
        }

        assertThat(temporaryFolders()).hasSameSizeAs(before);
    }

    @Test
    void namesThePortThatIsInUse() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var options = BrokerOptions.temporary().onPort(taken.getLocalPort());

            assertThatThrownBy(() -> EmbeddedBroker.start(options))
                    .isInstanceOf(EnvironmentProblem.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void namesAFolderThatIsAFile(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("taken"), "a file, not a folder");

        assertThatThrownBy(() -> EmbeddedBroker.start(BrokerOptions.temporary().in(file)))
                .isInstanceOf(EnvironmentProblem.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void refusesAFolderThatAnotherBrokerHolds(@TempDir Path folder) {
        var options = BrokerOptions.temporary().in(folder);
        try (var held = BrokerFolder.open(options.folder())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(options))
                    .isInstanceOf(EnvironmentProblem.class)
                    .hasMessageContaining("in use by another embedded broker")
                    .hasMessageContaining(held.path().toString());
        }
    }

    /** Each waits for the others. */
    private static List<EmbeddedBroker> three(Path folder) {
        var id = Quorum.newClusterId();
        var ports = IntStream.rangeClosed(1, 3)
                .mapToObj(node -> Ports.free("controller " + node, "127.0.0.1", 0))
                .toList();
        var starting = IntStream.rangeClosed(1, 3)
                .mapToObj(node -> BrokerOptions.temporary()
                        .in(folder.resolve("node-" + node))
                        .among(new Quorum(id, node, ports)))
                .map(options -> CompletableFuture.supplyAsync(() -> EmbeddedBroker.start(options), THREADS))
                .toList();
        return new ArrayList<>(starting.stream().map(CompletableFuture::join).toList());
    }

    /** The last two need each other to end well. */
    private static void closeTogether(List<EmbeddedBroker> brokers) {
        var closing = brokers.stream()
                .map(broker -> CompletableFuture.runAsync(broker::close, THREADS))
                .toList();
        closing.forEach(CompletableFuture::join);
    }

    private static int copies(String bootstrap) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            var topics =
                    admin.describeTopics(List.of(NOTES.topic())).allTopicNames().get();
            return Objects.requireNonNull(topics.get(NOTES.topic()))
                    .partitions()
                    .get(0)
                    .isr()
                    .size();
        }
    }

    private static void createTopic(String bootstrap, Optional<Short> copies) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(NOTES.topic(), Optional.of(1), copies)))
                    .all()
                    .get();
        }
    }

    private static void writeOneTransactionAndAbortAnother(String bootstrap) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap, "transactional.id", "notes");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(NOTES.topic(), "kept")).get();
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(NOTES.topic(), "dropped")).get();
            producer.abortTransaction();
        }
    }

    private static List<String> committed(String bootstrap) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrap, "isolation.level", "read_committed", "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(NOTES));
            long end =
                    Objects.requireNonNull(consumer.endOffsets(List.of(NOTES)).get(NOTES));
            var values = new ArrayList<String>();
            consumer.seekToBeginning(List.of(NOTES));
            while (consumer.position(NOTES) < end)
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
            return values;
        }
    }

    private static List<Path> temporaryFolders() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("emistream-kafka-"))
                    .toList();
        }
    }
}
