package io.emistream.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.processor.load.Overload;
import io.emistream.processor.segment.Sound;
import io.emistream.schemas.InMemoryRegistry;
import io.emistream.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a processor leaves when it ends, and what it says when Kafka has gone. */
@Timeout(180)
class ClosingIT {
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

    private final Topics topics = Topics.with(new InMemoryRegistry());

    @TempDir
    Path folder;

    private TestBroker broker;

    @BeforeEach
    void startBroker() throws Exception {
        broker = TestBroker.start(folder.resolve("broker"));
        broker.create(topics, 2);
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void leavesNoTransactionOpenThoughItIsStoppedUnderLoad(TestReporter reporter) throws Exception {
        var chunks = IntStream.range(0, 20)
                .mapToObj(i ->
                        new Call("s-" + i, "p").chunks(Sound.conversation(60, i).samples(), 1600))
                .toList();
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
                var scorer = ScriptedScorer.atOnce()) {
            var processor = start(scorer);
            new Wire(broker, topics).publish(chunks, 0, 600);
            assertThat(Wire.becomes(() -> states(admin).contains(TransactionState.ONGOING)))
                    .isTrue();

            long asked = System.nanoTime();
            processor.close();
            var took = Duration.ofNanos(System.nanoTime() - asked);

            reporter.publishEntry("close under load, ms", Long.toString(took.toMillis()));
            assertThat(took).isLessThan(TRANSACTION_TIMEOUT);
            assertThat(states(admin))
                    .isNotEmpty()
                    .doesNotContain(TransactionState.ONGOING, TransactionState.PREPARE_COMMIT);
        }
    }

    @Test
    void isNotReadyWhileKafkaIsAwayAndReadyWhenItIsBack() throws Exception {
        try (var scorer = ScriptedScorer.atOnce();
                var processor = start(scorer)) {
            assertThat(Wire.becomes(() -> processor.health().ready())).isTrue();

            int port = broker.port();
            broker.close();

            assertThat(Wire.becomes(() -> !processor.health().ready())).isTrue();
            assertThat(processor.health().state()).isEqualTo("RUNNING");
            assertThat(processor.health().silence())
                    .hasValueSatisfying(why -> assertThat(why).contains("Kafka"));

            broker = TestBroker.start(folder.resolve("broker"), port);
            assertThat(Wire.becomes(() -> processor.health().ready())).isTrue();
        }
    }

    private AffectProcessor start(ScriptedScorer scorer) {
        return AffectProcessor.start(
                ProcessorConfig.standard(broker.bootstrap(), folder.resolve("state"))
                        .by(Rig.RULES),
                topics,
                scorer,
                Overload.admittingAll());
    }

    /** Of the transactions of all processors. */
    private static List<TransactionState> states(Admin admin) {
        try {
            return admin.listTransactions().all().get().stream()
                    .filter(one -> one.transactionalId().startsWith("emi-processor"))
                    .map(TransactionListing::state)
                    .toList();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
