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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    private static final TopicPartition NOTES = new TopicPartition("notes", 0);

    @Test
    void keepsCommittedTransactionsInAFolderThatIsOpenedAgain(@TempDir Path folder) throws Exception {
        var options = BrokerOptions.temporary().in(folder.resolve("new folder"));

        try (var broker = EmbeddedBroker.start(options)) {
            createTopic(broker);
            writeOneTransactionAndAbortAnother(broker);
        }

        try (var broker = EmbeddedBroker.start(options)) {
            assertThat(committed(broker)).containsExactly("kept");
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

    private static void createTopic(EmbeddedBroker broker) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(NOTES.topic(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static void writeOneTransactionAndAbortAnother(EmbeddedBroker broker) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrap(), "transactional.id", "notes");
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

    private static List<String> committed(EmbeddedBroker broker) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                broker.bootstrap(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest");
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
