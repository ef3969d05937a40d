package io.emistream.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.processor.load.Overload;
import io.emistream.processor.segment.Sound;
import io.emistream.schemas.LetterHeader;
import io.emistream.schemas.Topics;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AudioChunk;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bad records between the good ones of a session and of others: each becomes a dead letter, and nothing else is different. */
@Timeout(240)
class BadRecordsIT {
    private static final int CHUNK = 1600;
    private static final int CHUNKS = 400;
    private static final List<Call> CALLS =
            IntStream.range(0, 4).mapToObj(i -> new Call("s-" + i, "p")).toList();
    private static final List<Sound> SOUNDS = IntStream.range(0, 4)
            .mapToObj(i -> Sound.conversation(CHUNKS / 10, 70 + i))
            .toList();

    private final AbsentRegistry registry = new AbsentRegistry();
    private final Topics topics = Topics.with(registry);
    private final BadRecords bad = new BadRecords(topics, CALLS.get(0));

    @TempDir
    Path folder;

    private TestBroker broker;
    private Wire wire;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void startBroker() throws Exception {
        broker = TestBroker.start(folder.resolve("broker"));
        broker.create(topics, 2);
        wire = new Wire(broker, Topics.with(registry.present()));
        var bytes = new ByteArraySerializer();
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", broker.bootstrap(),
                        "compression.type", "zstd",
                        "max.request.size", "200000000",
                        "buffer.memory", "300000000"),
                bytes,
                bytes);
    }

    @AfterEach
    void stopBroker() {
        producer.close();
        broker.close();
    }

    @Test
    void eachBecomesADeadLetterWithItsBytesAndOriginAndNothingElseChanges() throws Exception {
        try (var scorer = ScriptedScorer.atOnce();
                var processor = start(scorer)) {
            var kinds = bad.kinds();
            assertThat(kinds.size() * 10).isLessThan(CHUNKS);
            var sent = new ArrayList<RecordMetadata>();
            for (int i = 0; i < CHUNKS; i++) {
                publish(i);
                if (i % 10 == 5 && i / 10 < kinds.size())
                    sent.add(send(kinds.get(i / 10).record().apply((long) i + 1)));
            }

            var letters = wire.read(topics.deadLetters(), kinds.size());
            var events = wire.read(Wire.expected(CALLS, SOUNDS).size());

            assertThat(letters).hasSameSizeAs(kinds);
            for (int i = 0; i < kinds.size(); i++) assertLetter(kinds.get(i), (10L * i) + 6, sent.get(i), letters);
            assertUnharmed(events);
            assertThat(processor.health().failures()).isZero();
        }
    }

    @Test
    void aHundredMegabytesThatArriveAreCutAndThoseThatCannotAreRefusedAtTheirSender() throws Exception {
        try (var scorer = ScriptedScorer.atOnce();
                var processor = start(scorer)) {
            for (int i = 0; i < CHUNKS; i++) {
                publish(i);
                if (i == 100) send(bad.record(new byte[100_000_000])); // small on the wire: zstd
                if (i == 200)
                    assertThatThrownBy(() -> send(bad.record(bad.noise(5_000_000))))
                            .hasRootCauseInstanceOf(RecordTooLargeException.class);
            }

            var letters = wire.read(topics.deadLetters(), 1);
            assertThat(letters).hasSize(1);
            assertThat(letters.get(0).value().length).isBetween(Topics.LARGEST_LETTER - 2_000, Topics.LARGEST_LETTER);
            assertThat(LetterHeader.BYTES.in(letters.get(0).headers())).hasValue("100000000");
            assertUnharmed(wire.read(Wire.expected(CALLS, SOUNDS).size()));
            assertThat(processor.health().failures()).isZero();
        }
    }

    @Test
    void aTopicOfLettersThatTakesLessCostsARestartOfTheThreadAndNoEvent() throws Exception {
        limitLetters(600_000);
        try (var scorer = ScriptedScorer.atOnce();
                var processor = start(scorer)) {
            for (int i = 0; i < CHUNKS; i++) {
                publish(i);
                if (i == 100 || i == 300) send(bad.record(bad.noise(900_000)));
            }

            var letters = wire.read(topics.deadLetters(), 2);

            assertThat(letters).hasSize(2).allSatisfy(letter -> {
                assertThat(letter.value()).hasSizeBetween(500_000, 600_000);
                assertThat(LetterHeader.BYTES.in(letter.headers())).hasValue("900000");
            });
            assertUnharmed(wire.read(Wire.expected(CALLS, SOUNDS).size()));
            assertThat(processor.health().failures()).isBetween(1L, 2L);
        }
    }

    @Test
    void aRegistryThatIsAwayHoldsNobodyWhoseSchemaIsKnownAndRefusesNothing() throws Exception {
        try (var scorer = ScriptedScorer.atOnce();
                var processor = start(scorer)) {
            for (int i = 0; i < 10; i++) publish(i);
            assertThat(Wire.becomes(() -> registry.asked() > 0)).isTrue();
            registry.away(true);
            for (int i = 10; i < CHUNKS; i++) publish(i);
            assertUnharmed(wire.read(Wire.expected(CALLS, SOUNDS).size()));
            assertThat(processor.health().failures()).isZero();

            var late = new Call("late", "p");
            var sound = Sound.conversation(20, 7);
            for (var chunk : late.chunks(sound.samples(), CHUNK)) send(bad.evolved(registry, chunk));
            assertThat(Wire.becomes(() -> processor.health().failures() > 1)).isTrue();
            registry.away(false);

            var calls = new ArrayList<>(CALLS);
            calls.add(late);
            var sounds = new ArrayList<>(SOUNDS);
            sounds.add(sound);
            var expected = Wire.expected(calls, sounds);
            assertThat(wire.read(expected.size()))
                    .extracting(AffectEvent::getSegmentId)
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(wire.read(topics.deadLetters(), 0)).isEmpty();
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

    /** The chunk of that number of each call; clocks of two of the producers are wrong by ages. */
    private void publish(int i) throws Exception {
        for (int call = 0; call < CALLS.size(); call++) {
            var samples = SOUNDS.get(call).samples(i * CHUNK, (i + 1) * CHUNK);
            var chunk = CALLS.get(call).chunk(i, (long) i * CHUNK, samples, i == CHUNKS - 1);
            if (call == 1)
                chunk = AudioChunk.newBuilder(chunk)
                        .setCaptureTime(Instant.ofEpochSecond(i % 2 == 0 ? -9_000_000_000_000L : 9_000_000_000_000L))
                        .build();
            long timestamp = call != 2 ? Call.BEGAN.toEpochMilli() : i % 2 == 0 ? 0 : Long.MAX_VALUE / 2;
            send(new ProducerRecord<>(
                    topics.audioChunks().name(),
                    null,
                    timestamp,
                    BadRecords.utf8(CALLS.get(call).sessionId()),
                    bad.bytes(chunk)));
        }
    }

    private RecordMetadata send(ProducerRecord<byte[], byte[]> record) throws Exception {
        return producer.send(record).get();
    }

    private void assertLetter(
            BadRecords.Kind kind, long next, RecordMetadata sent, List<ConsumerRecord<byte[], byte[]>> letters) {
        var original = kind.record().apply(next);
        assertThat(letters)
                .as(kind.name())
                .filteredOn(letter -> LetterHeader.OFFSET.in(letter.headers()).equals(of(sent.offset()))
                        && LetterHeader.PARTITION.in(letter.headers()).equals(of(sent.partition())))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.key()).isEqualTo(original.key());
                    assertThat(letter.value()).isEqualTo(original.value());
                    assertThat(LetterHeader.TOPIC.in(letter.headers())).hasValue(sent.topic());
                    assertThat(LetterHeader.TIMESTAMP.in(letter.headers())).isEqualTo(of(sent.timestamp()));
                    assertThat(LetterHeader.REASON.in(letter.headers()))
                            .hasValueSatisfying(reason -> assertThat(reason).contains(kind.reason()));
                });
    }

    private static Optional<String> of(long number) {
        return Optional.of(Long.toString(number));
    }

    private void assertUnharmed(List<AffectEvent> events) {
        assertThat(events)
                .extracting(AffectEvent::getSegmentId)
                .containsExactlyInAnyOrderElementsOf(Wire.expected(CALLS, SOUNDS));
    }

    private void limitLetters(int bytes) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            var topic = new ConfigResource(
                    ConfigResource.Type.TOPIC, topics.deadLetters().name());
            var limit = new ConfigEntry("max.message.bytes", Integer.toString(bytes));
            admin.incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }
}
