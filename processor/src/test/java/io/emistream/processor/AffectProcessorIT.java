package io.emistream.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.model.Scorer;
import io.emistream.processor.load.LoadRules;
import io.emistream.processor.load.Overload;
import io.emistream.processor.segment.Segmentation;
import io.emistream.processor.segment.Sound;
import io.emistream.schemas.InMemoryRegistry;
import io.emistream.schemas.Topics;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AudioChunk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Chunks through a real broker to events as a reader of committed records sees them. */
@Timeout(120)
class AffectProcessorIT {
    private static final int CHUNK = 1600;
    private static final int PARTITIONS = 2;

    private final Topics topics = Topics.with(new InMemoryRegistry());

    @TempDir
    Path folder;

    private TestBroker broker;

    @BeforeEach
    void startBroker() throws Exception {
        broker = TestBroker.start(folder.resolve("broker"));
        broker.create(topics, PARTITIONS);
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void eachSegmentHasOneVisibleEventAcrossRestartsOnAndWithoutTheStateFolder() throws Exception {
        var calls = IntStream.range(0, 4).mapToObj(i -> new Call("s-" + i, "p")).toList();
        var sounds = IntStream.range(0, 4)
                .mapToObj(i -> Sound.conversation(60, 40 + i))
                .toList();
        var chunks = IntStream.range(0, 4)
                .mapToObj(i -> calls.get(i).chunks(sounds.get(i).samples(), CHUNK))
                .toList();

        try (var silent = ScriptedScorer.whenTold(); // scores nothing: all of it is left to the next
                var first = start(silent)) {
            publish(chunks, 0, 300);
            silent.awaitAsked(1);
            assertThat(first.health().ready()).isTrue();
        }
        try (var scorer = ScriptedScorer.atOnce();
                var second = start(scorer)) {
            publish(chunks, 300, 450);
            scorer.awaitAsked(1);
            assertThat(second.health().failures()).isZero();
        }
        delete(folder.resolve("state")); // the next one has but the changelog
        try (var scorer = ScriptedScorer.atOnce();
                var third = start(scorer)) {
            publish(chunks, 450, 600);
            var events = read(expected(calls, sounds).size());

            assertThat(third.health().state()).isEqualTo("RUNNING");
            assertThat(events).extracting(AffectEvent::getSegmentId).doesNotHaveDuplicates();
            assertThat(events)
                    .extracting(AffectEvent::getSegmentId)
                    .containsExactlyInAnyOrderElementsOf(expected(calls, sounds));
            for (var call : calls)
                assertThat(events.stream().filter(e -> e.getSessionId().equals(call.sessionId())))
                        .extracting(AffectEvent::getFirstSample)
                        .isSorted();
        }
    }

    @Test
    void aThreadThatDiesIsReplacedAndNothingIsLostOrDoubled() throws Exception {
        var call = new Call("s-1", "p");
        var sound = Sound.conversation(60, 50);
        var scorer = new Stumbling(ScriptedScorer.atOnce());
        try (var processor = start(scorer)) {
            publish(List.of(call.chunks(sound.samples(), CHUNK)), 0, 600);
            var expected = expected(List.of(call), List.of(sound));
            var events = read(expected.size());

            assertThat(events).extracting(AffectEvent::getSegmentId).containsExactlyElementsOf(expected);
            assertThat(processor.health().failures()).isEqualTo(1);
            assertThat(processor.health().lastFailure())
                    .hasValueSatisfying(why -> assertThat(why).contains("stumbled"));
        }
    }

    @Test
    void aResultIsVisibleSoonAfterTheChunkThatClosesItsSegment(TestReporter reporter) throws Exception {
        try (var scorer = ScriptedScorer.atOnce();
                var processor = start(scorer);
                var reader = reader()) {
            var millis = new ArrayList<Double>();
            for (int i = 0; i < 30; i++) {
                var call = new Call("s-" + i, "p");
                var chunks = call.chunks(
                        Sound.ofSeconds(2, 10, i).speech(0.2, 2, 5000).samples(), CHUNK);
                publish(List.of(chunks), 0, 19);
                long sent = System.nanoTime();
                publish(List.of(chunks), 19, 20);
                while (reader.poll(Duration.ofSeconds(10)).isEmpty())
                    assertThat(processor.health().ready()).isTrue();
                millis.add((System.nanoTime() - sent) / 1e6);
            }

            millis.sort(Comparator.naturalOrder());
            reporter.publishEntry("last chunk to visible event, p50 ms", "%.0f".formatted(millis.get(15)));
            reporter.publishEntry("last chunk to visible event, max ms", "%.0f".formatted(millis.get(29)));
            assertThat(millis.get(15)).isLessThan(1000);
        }
    }

    @Test
    void saysWhyItDoesNotStart() {
        var config = new ProcessorConfig(
                "127.0.0.1:1",
                "it",
                folder.resolve("state"),
                1,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                ProcessorRules.standard(),
                Map.of());

        assertThatThrownBy(() -> AffectProcessor.start(config, topics, ScriptedScorer.atOnce(), overload()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageContaining("PT2S");
    }

    private AffectProcessor start(Scorer scorer) {
        return AffectProcessor.start(
                ProcessorConfig.standard(broker.bootstrap(), folder.resolve("state")), topics, scorer, overload());
    }

    private static Overload overload() {
        return new Overload(LoadRules.standard(), System::nanoTime);
    }

    private void publish(List<List<AudioChunk>> streams, int from, int to) throws Exception {
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
    private List<AffectEvent> read(int expected) {
        var events = new ArrayList<AffectEvent>();
        try (var consumer = reader()) {
            while (events.size() < expected)
                consumer.poll(Duration.ofMillis(100)).forEach(event -> events.add(event.value()));
            consumer.poll(Duration.ofMillis(500)).forEach(event -> events.add(event.value()));
        }
        return events;
    }

    private KafkaConsumer<String, AffectEvent> reader() {
        var topic = topics.affectEvents();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrap(), "isolation.level", "read_committed");
        var consumer = new KafkaConsumer<>(
                settings, topic.keys().deserializer(), topic.values().deserializer());
        var partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(p -> new TopicPartition(topic.name(), p))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static List<String> expected(List<Call> calls, List<Sound> sounds) {
        var ids = new ArrayList<String>();
        for (int i = 0; i < calls.size(); i++) {
            var call = calls.get(i);
            for (var cut : Segmentation.of(Rig.RULES.segments(), sounds.get(i).samples()))
                if (cut.match(segment -> true, skipped -> false))
                    ids.add(call.sessionId() + "/" + call.participantId() + "/" + cut.firstSample());
        }
        return ids;
    }

    private static void delete(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
