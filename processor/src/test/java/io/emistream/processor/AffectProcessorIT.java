package io.emistream.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.model.Scorer;
import io.emistream.processor.load.LoadRules;
import io.emistream.processor.load.Overload;
import io.emistream.processor.segment.Sound;
import io.emistream.schemas.InMemoryRegistry;
import io.emistream.schemas.Topics;
import io.emistream.schemas.avro.AffectEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
    private Wire wire;

    @BeforeEach
    void startBroker() throws Exception {
        broker = TestBroker.start(folder.resolve("broker"));
        broker.create(topics, PARTITIONS);
        wire = new Wire(broker, topics);
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
            wire.publish(chunks, 0, 300);
            silent.awaitAsked(1);
            assertThat(first.health().ready()).isTrue();
        }
        try (var scorer = ScriptedScorer.atOnce();
                var second = start(scorer)) {
            wire.publish(chunks, 300, 450);
            scorer.awaitAsked(1);
            assertThat(second.health().failures()).isZero();
        }
        delete(folder.resolve("state")); // the next one has but the changelog
        try (var scorer = ScriptedScorer.atOnce();
                var third = start(scorer)) {
            wire.publish(chunks, 450, 600);
            var events = wire.read(Wire.expected(calls, sounds).size());

            assertThat(third.health().state()).isEqualTo("RUNNING");
            assertThat(events).extracting(AffectEvent::getSegmentId).doesNotHaveDuplicates();
            assertThat(events)
                    .extracting(AffectEvent::getSegmentId)
                    .containsExactlyInAnyOrderElementsOf(Wire.expected(calls, sounds));
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
            wire.publish(List.of(call.chunks(sound.samples(), CHUNK)), 0, 600);
            var expected = Wire.expected(List.of(call), List.of(sound));
            var events = wire.read(expected.size());

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
                var reader = wire.reader()) {
            var millis = new ArrayList<Double>();
            for (int i = 0; i < 30; i++) {
                var call = new Call("s-" + i, "p");
                var chunks = call.chunks(
                        Sound.ofSeconds(2, 10, i).speech(0.2, 2, 5000).samples(), CHUNK);
                wire.publish(List.of(chunks), 0, 19);
                long sent = System.nanoTime();
                wire.publish(List.of(chunks), 19, 20);
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
                ProcessorConfig.standard(broker.bootstrap(), folder.resolve("state"))
                        .by(Rig.RULES),
                topics,
                scorer,
                overload());
    }

    private static Overload overload() {
        return new Overload(LoadRules.standard(), System::nanoTime);
    }

    private static void delete(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
