package io.emistream.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.schemas.InMemoryRegistry;
import io.emistream.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a broker forgets to end, and what it does not. */
@Timeout(120)
class HangingTransactionsIT {
    private static final String WRITER = "a-writer";

    private final Topics topics = Topics.with(new InMemoryRegistry());
    private final TopicPartition partition =
            new TopicPartition(topics.affectEvents().name(), 0);

    @TempDir
    Path folder;

    private TestBroker broker;
    private Admin admin;
    private HangingTransactions hanging;

    @BeforeEach
    void startBroker() throws Exception {
        broker = TestBroker.start(folder);
        broker.create(topics, 1);
        look();
    }

    @AfterEach
    void stopBroker() {
        hanging.close();
        broker.close();
    }

    @Test
    void endsOneThatItsCoordinatorHasForgotten() throws Exception {
        try (var producer = producer()) {
            write(producer);
            producer.commitTransaction();
        }
        leaveOpen(transaction());
        assertThat(end(IsolationLevel.READ_COMMITTED)).isLessThan(end(IsolationLevel.READ_UNCOMMITTED));

        hanging.start();

        assertThat(Wire.becomes(() -> end(IsolationLevel.READ_COMMITTED) == end(IsolationLevel.READ_UNCOMMITTED)))
                .isTrue();
    }

    @Test
    void leavesOneAloneThatIsUnderWay() throws Exception {
        try (var producer = producer()) {
            write(producer);
            hanging.look();
            hanging.look();
            hanging.look();

            producer.commitTransaction();
        }
        assertThat(Wire.becomes(() -> end(IsolationLevel.READ_COMMITTED) == 2)).isTrue(); // a record, and the marker
    }

    private void look() {
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
        hanging = new HangingTransactions(admin, List.of(partition.topic(), "not-there"));
    }

    private KafkaProducer<byte[], byte[]> producer() {
        var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap(), "transactional.id", WRITER),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    private void write(KafkaProducer<byte[], byte[]> producer) throws Exception {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(partition.topic(), new byte[8])).get();
    }

    private TransactionDescription transaction() throws Exception {
        return admin.describeTransactions(List.of(WRITER)).description(WRITER).get();
    }

    /** What a broker's log looks like when it ended with a transaction open of which its coordinator knows nothing. */
    private void leaveOpen(TransactionDescription last) throws Exception {
        long offset = end(IsolationLevel.READ_UNCOMMITTED);
        int port = broker.port();
        hanging.close();
        broker.close();
        var batch = MemoryRecords.withTransactionalRecords(
                (byte) 2,
                offset,
                Compression.NONE,
                last.producerId(),
                (short) last.producerEpoch(),
                0,
                0,
                new SimpleRecord(System.currentTimeMillis(), new byte[8]));
        var bytes = new byte[batch.sizeInBytes()];
        batch.buffer().duplicate().get(bytes);
        Files.write(
                folder.resolve(partition.toString()).resolve("00000000000000000000.log"),
                bytes,
                StandardOpenOption.APPEND);
        Files.delete(folder.resolve(".kafka_cleanshutdown"));
        broker = TestBroker.start(folder, port);
        look();
    }

    private long end(IsolationLevel level) {
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(level))
                .partitionResult(partition)
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .offset();
    }
}
