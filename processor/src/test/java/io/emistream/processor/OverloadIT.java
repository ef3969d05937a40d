package io.emistream.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.model.InferenceEngine;
import io.emistream.model.ReleaseCard;
import io.emistream.model.Score;
import io.emistream.model.Waveform;
import io.emistream.model.engine.BatchRules;
import io.emistream.model.engine.BatchingScorer;
import io.emistream.processor.cut.SilenceRules;
import io.emistream.processor.load.CapacityNews;
import io.emistream.processor.load.FirstEstimate;
import io.emistream.processor.load.LoadRules;
import io.emistream.processor.load.Overload;
import io.emistream.processor.score.ScoringRules;
import io.emistream.processor.segment.SegmentRules;
import io.emistream.processor.segment.Segmentation;
import io.emistream.processor.segment.Sound;
import io.emistream.processor.swap.Announcer;
import io.emistream.schemas.InMemoryRegistry;
import io.emistream.schemas.Topic;
import io.emistream.schemas.Topics;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.SessionEvent;
import io.emistream.schemas.avro.SessionEventType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine that becomes slow and fast again, behind a real broker. */
@Timeout(120)
class OverloadIT {
    private static final int CHUNK = 1600;
    private static final LoadRules QUICK =
            new LoadRules(Duration.ofMillis(500), Duration.ofMillis(300), Duration.ofMillis(500), true);
    private static final ProcessorRules PATIENT = new ProcessorRules(
            SegmentRules.standard(),
            new SilenceRules(Duration.ofMinutes(1), Duration.ofHours(1)),
            ScoringRules.standard().ofAnySound(),
            Duration.ofSeconds(1));

    private final Topics topics = Topics.with(new InMemoryRegistry());
    private final AtomicLong nanosPerSecond =
            new AtomicLong(Duration.ofMillis(2).toNanos());

    @TempDir
    Path folder;

    @Test
    void pastCapacitySessionsAreToldAndNewOnesRefusedAndAllOfItEndsByItself() throws Exception {
        var calls = List.of(new Call("in-1", "p"), new Call("in-2", "p"));
        var sounds = List.of(Sound.conversation(20, 61), Sound.conversation(20, 62));
        var late = new Call("late", "p").chunks(Sound.conversation(60, 63).samples(), CHUNK);
        try (var broker = TestBroker.start(folder.resolve("broker"))) {
            broker.create(topics, 1);
            Map<String, String> clients = Map.of("bootstrap.servers", broker.bootstrap());
            var overload = new Overload(QUICK, System::nanoTime);
            try (var scorer = new BatchingScorer(new Slow(), BatchRules.DEFAULT, System::nanoTime);
                    var producer = producer(broker);
                    var said = reader(broker, topics.sessionEvents());
                    var affect = reader(broker, topics.affectEvents());
                    var control = reader(broker, topics.control())) {
                FirstEstimate.of(scorer, overload);
                assertThat(overload.carried().capacity()).isBetween(100.0, 1_000.0);
                var config = ProcessorConfig.standard(broker.bootstrap(), folder.resolve("state"))
                        .by(PATIENT);
                try (var news = CapacityNews.start(
                                "one", overload, Announcer.to(clients, topics), InstantSource.system());
                        var processor = AffectProcessor.start(config, topics, scorer, overload)) {
                    var heard = new Heard<>(said);
                    nanosPerSecond.set(Duration.ofMillis(500).toNanos());
                    for (int i = 0; i < 2; i++) {
                        var chunks = calls.get(i).chunks(sounds.get(i).samples(), CHUNK);
                        publish(producer, chunks.subList(0, chunks.size() - 1));
                    }
                    for (var call : calls) heard.await(is(SessionEventType.DEGRADED, call.sessionId()));
                    publish(producer, late.subList(0, 10));
                    heard.await(is(SessionEventType.REFUSED, "late"));
                    assertThat(overload.admits()).isFalse();

                    nanosPerSecond.set(Duration.ofMillis(1).toNanos());
                    for (var call : calls) heard.await(is(SessionEventType.RESTORED, call.sessionId()));
                    for (int i = 0; i < 2; i++) {
                        var chunks = calls.get(i).chunks(sounds.get(i).samples(), CHUNK);
                        publish(producer, chunks.subList(chunks.size() - 1, chunks.size()));
                    }
                    int next = 10;
                    while (heard.all.stream().noneMatch(is(SessionEventType.STARTED, "late"))) {
                        if (next < late.size() - 100) publish(producer, late.subList(next, ++next));
                        heard.poll();
                    }
                    publish(producer, late.subList(next, late.size()));
                    heard.await(is(SessionEventType.ENDED, "late"));

                    var finals = new Heard<>(affect);
                    var expected = expected(calls, sounds);
                    finals.await(event -> event.getSessionId().equals("late") && event.getRevision() == 0);
                    while (ids(finals.all).size() < expected.size()) finals.poll();
                    assertThat(ids(finals.all)).containsExactlyInAnyOrderElementsOf(expected);
                    assertThat(heard.all.stream().filter(is(SessionEventType.DEGRADED, "in-1")))
                            .hasSize(1);
                    assertThat(heard.all.stream().filter(is(SessionEventType.REFUSED, "late")))
                            .hasSize(1);
                    assertThat(processor.health().failures()).isZero();
                    new Heard<>(control)
                            .await(message -> message != null
                                    && message.getSubject().equals("capacity/one")
                                    && message.getCapacity() != null
                                    && !message.getCapacity().getAdmits());
                    assertThat(news).isNotNull();
                }
            }
        }
    }

    /** Takes as long for a second of audio as it is told to. */
    private final class Slow implements InferenceEngine {
        @Override
        public List<Score> infer(List<Waveform> batch) {
            double seconds = batch.stream().mapToDouble(Waveform::seconds).sum();
            long until = System.nanoTime() + (long) (seconds * nanosPerSecond.get());
            for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime())
                LockSupport.parkNanos(left);
            return batch.stream().map(ScriptedScorer::score).toList();
        }

        @Override
        public ReleaseCard release() {
            return ScriptedScorer.CARD;
        }

        @Override
        public void close() {}
    }

    /** All that a reader has read. */
    private static final class Heard<V> {
        private final List<V> all = new ArrayList<>();
        private final KafkaConsumer<String, V> consumer;

        Heard(KafkaConsumer<String, V> consumer) {
            this.consumer = consumer;
        }

        void poll() {
            consumer.poll(Duration.ofMillis(100)).forEach(record -> all.add(record.value()));
        }

        void await(Predicate<V> wanted) {
            while (all.stream().noneMatch(wanted)) poll();
        }
    }

    private static Predicate<SessionEvent> is(SessionEventType type, String session) {
        return event -> event.getType() == type && event.getSessionId().equals(session);
    }

    private static List<String> ids(List<AffectEvent> events) {
        return events.stream()
                .filter(event ->
                        event.getRevision() == 0 && event.getSessionId().startsWith("in-"))
                .map(AffectEvent::getSegmentId)
                .toList();
    }

    private static List<String> expected(List<Call> calls, List<Sound> sounds) {
        return IntStream.range(0, calls.size())
                .boxed()
                .flatMap(i -> Segmentation.of(
                                SegmentRules.standard(), sounds.get(i).samples())
                        .stream()
                        .filter(cut -> cut.match(segment -> true, skipped -> false))
                        .map(cut -> calls.get(i).sessionId() + "/p/" + cut.firstSample()))
                .toList();
    }

    private KafkaProducer<String, AudioChunk> producer(TestBroker broker) {
        var topic = topics.audioChunks();
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()),
                topic.keys().serializer(),
                topic.values().serializer());
    }

    private void publish(KafkaProducer<String, AudioChunk> producer, List<AudioChunk> chunks) throws Exception {
        var sent = new ArrayList<Future<RecordMetadata>>();
        for (var chunk : chunks)
            sent.add(producer.send(new ProducerRecord<>(topics.audioChunks().name(), chunk.getSessionId(), chunk)));
        for (var each : sent) each.get();
    }

    private static <V> KafkaConsumer<String, V> reader(TestBroker broker, Topic<String, V> topic) {
        var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrap(), "isolation.level", "read_committed"),
                topic.keys().deserializer(),
                topic.values().deserializer());
        var partition = List.of(new TopicPartition(topic.name(), 0));
        consumer.assign(partition);
        consumer.seekToBeginning(partition);
        return consumer;
    }
}
