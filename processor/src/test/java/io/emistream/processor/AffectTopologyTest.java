package io.emistream.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.model.Waveform;
import io.emistream.processor.intake.DeadLetters;
import io.emistream.processor.load.LoadRules;
import io.emistream.processor.load.Overload;
import io.emistream.processor.quality.SpeechRules;
import io.emistream.processor.score.ScoringRules;
import io.emistream.processor.segment.Cut;
import io.emistream.processor.segment.Segmentation;
import io.emistream.processor.segment.Sound;
import io.emistream.schemas.InMemoryRegistry;
import io.emistream.schemas.Pcm16;
import io.emistream.schemas.Topics;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.EventKind;
import io.emistream.schemas.avro.SessionEventType;
import io.emistream.schemas.avro.Trigger;
import io.emistream.schemas.consent.Revocations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AffectTopologyTest {
    private static final Call ANNA = new Call("s-1", "anna");
    private static final Call BEN = new Call("s-1", "ben");
    private static final int CHUNK = 1600;

    @Test
    void isTheGraphThatWasReviewed() {
        var topology = AffectTopology.build(
                Topics.with(new InMemoryRegistry()),
                ProcessorRules.standard(),
                ScriptedScorer.atOnce(),
                Runnable::run,
                new Overload(LoadRules.standard(), () -> 0),
                new DeadLetters(),
                Asked.READ,
                new Revocations(),
                Stores::inMemoryKeyValueStore);

        assertThat(topology.describe().toString()).isEqualToNormalizingNewlines(golden());
    }

    @Test
    void givesOneEventForEachSegmentOfTheOfflineSegmenter() {
        var sound = Sound.conversation(60, 5);
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(ANNA.chunks(sound.samples(), CHUNK));

            assertThat(rig.events()).usingElementComparator(SAME_SPAN).containsExactlyElementsOf(expected(ANNA, sound));
        }
    }

    @Test
    void scoresExactlyTheSamplesOfTheSegment() {
        var sound = Sound.conversation(40, 6);
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(ANNA.chunks(sound.samples(), 700));

            assertThat(rig.events()).isNotEmpty().allSatisfy(event -> {
                var part = sound.samples(
                        Math.toIntExact(event.getFirstSample()), Math.toIntExact(event.getLastSample() + 1));
                var score = ScriptedScorer.score(new Waveform(Pcm16.floats(Pcm16.encode(part))));
                assertThat(event.getIntensities()).isEqualTo(score.intensities());
            });
        }
    }

    @Test
    void saysAllThatIsKnownOfAScore() {
        var sound = Sound.ofSeconds(4, 10, 1).speech(0.5, 2, 5000);
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(ANNA.chunks(sound.samples(), CHUNK));

            assertThat(rig.events()).singleElement().satisfies(event -> {
                assertThat(event.getSegmentId()).isEqualTo("s-1/anna/" + event.getFirstSample());
                assertThat(event.getKind()).isEqualTo(EventKind.FINAL);
                assertThat(event.getTrigger()).isEqualTo(Trigger.PAUSE);
                assertThat(event.getModelName()).isEqualTo("scripted");
                assertThat(event.getOutputSet()).isEqualTo("test-v1");
                assertThat(event.getTrained()).isFalse();
                assertThat(event.getAffect().getArousal()).isPositive();
                assertThat(event.getLatency().getWaitingMs()).isEqualTo(3);
                assertThat(event.getLatency().getInferenceMs()).isEqualTo(15);
                assertThat(event.getCaptureTime()).isBetween(Call.BEGAN.plusMillis(2300), Call.BEGAN.plusMillis(2600));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {160, 777, 1600, 16_000})
    void resultsDoNotDependOnTheSizeOfChunks(int size) {
        var sound = Sound.conversation(30, 7);
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(ANNA.chunks(sound.samples(), size));

            assertThat(rig.events()).usingElementComparator(SAME_SPAN).containsExactlyElementsOf(expected(ANNA, sound));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void manyInterleavedParticipantsWithDuplicatesAndDisorderLoseAndDoubleNothing(long seed) {
        var random = new Random(seed);
        var calls = IntStream.range(0, 8)
                .mapToObj(i -> new Call("s-" + i % 3, "p-" + i))
                .toList();
        var sounds = IntStream.range(0, 8)
                .mapToObj(i -> Sound.conversation(20, seed * 10 + i))
                .toList();
        var arriving = new ArrayList<List<AudioChunk>>();
        for (int i = 0; i < 8; i++)
            arriving.add(disordered(calls.get(i).chunks(sounds.get(i).samples(), CHUNK), random));
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            var events = new ArrayList<AffectEvent>();
            while (arriving.stream().anyMatch(left -> !left.isEmpty())) {
                var left = arriving.get(random.nextInt(8));
                if (!left.isEmpty()) rig.send(left.remove(0));
                if (random.nextInt(20) == 0) events.addAll(rig.events());
            }
            events.addAll(rig.events());

            for (int i = 0; i < 8; i++) {
                var call = calls.get(i);
                assertThat(events.stream().filter(e -> e.getParticipantId().equals(call.participantId())))
                        .usingElementComparator(SAME_SPAN)
                        .containsExactlyElementsOf(expected(call, sounds.get(i)));
            }
            assertThat(rig.sessionEvents(SessionEventType.STARTED)).hasSize(8);
            assertThat(rig.sessionEvents(SessionEventType.ENDED)).hasSize(8);
            assertThat(rig.sessionEvents(SessionEventType.GAP)).isEmpty();
            assertThat(rig.deadLetters()).isEmpty();
            assertThat(rig.storedChunks()).isZero();
            assertThat(rig.storedSegments()).isZero();
        }
    }

    @Test
    void forwardsTheResultsOfASessionInTheOrderOfClosing() {
        var scorer = ScriptedScorer.whenTold();
        try (var rig = new Rig(scorer)) {
            rig.send(ANNA.chunks(Sound.ofSeconds(3, 10, 1).speech(0.5, 2, 5000).samples(), CHUNK));
            rig.send(BEN.chunks(Sound.ofSeconds(3, 10, 2).speech(0.5, 2, 5000).samples(), CHUNK));
            scorer.asked().get(1).answer();

            assertThat(rig.events()).isEmpty();
            scorer.asked().get(0).answer();
            assertThat(rig.events()).extracting(AffectEvent::getParticipantId).containsExactly("anna", "ben");
        }
    }

    @Test
    void oneSessionDoesNotWaitForAnother() {
        var scorer = ScriptedScorer.whenTold();
        try (var rig = new Rig(scorer)) {
            rig.send(ANNA.chunks(Sound.ofSeconds(3, 10, 1).speech(0.5, 2, 5000).samples(), CHUNK));
            rig.send(new Call("s-2", "eve")
                    .chunks(Sound.ofSeconds(3, 10, 2).speech(0.5, 2, 5000).samples(), CHUNK));
            scorer.asked().get(1).answer();

            assertThat(rig.events()).extracting(AffectEvent::getParticipantId).containsExactly("eve");
        }
    }

    @Test
    void leavesInTheStoreWhatTheScorerHasNoRoomFor() {
        var scorer = ScriptedScorer.whenTold();
        var rules = new ProcessorRules(
                Rig.RULES.segments(),
                Rig.RULES.silence(),
                new ScoringRules(2, 2, Duration.ofMillis(5), Duration.ofMinutes(1), SpeechRules.anySound()),
                Duration.ZERO);
        try (var rig = new Rig(scorer, rules, new InMemoryRegistry())) {
            var sound = Sound.ofSeconds(10, 10, 3)
                    .speech(0, 1, 5000)
                    .speech(2, 3, 5000)
                    .speech(4, 5, 5000);
            rig.send(ANNA.chunks(sound.samples(), CHUNK));

            assertThat(scorer.asked()).hasSize(2);
            scorer.asked().get(0).answer();
            assertThat(rig.events()).hasSize(1);
            assertThat(scorer.asked()).hasSize(3);
            scorer.asked().get(1).answer();
            scorer.asked().get(2).answer();
            assertThat(rig.events()).hasSize(2);
        }
    }

    @Test
    void keepsAudioUntilItsSegmentIsOut() {
        var scorer = ScriptedScorer.whenTold();
        try (var rig = new Rig(scorer)) {
            rig.send(ANNA.chunks(Sound.ofSeconds(8, 10, 1).speech(0.5, 5, 5000).samples(), CHUNK));

            assertThat(rig.storedChunks()).isGreaterThanOrEqualTo(45);
            scorer.asked().get(0).answer();
            rig.events();
            assertThat(rig.storedChunks()).isZero();
        }
    }

    @Test
    void keepsHardlyAnyAudioOfSilence() {
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            var chunks = ANNA.chunks(Sound.ofSeconds(60, 1, 1).samples(), CHUNK);
            rig.send(chunks.subList(0, 599));

            assertThat(rig.storedChunks()).isLessThanOrEqualTo(14); // what the pre-roll needs, and a second
        }
    }

    /** Shuffled in blocks shorter than the reorder window, every fifth sent twice. */
    private static List<AudioChunk> disordered(List<AudioChunk> chunks, Random random) {
        var arriving = new ArrayList<AudioChunk>();
        for (int at = 0; at < chunks.size(); at += 12) {
            var block = new ArrayList<>(chunks.subList(at, Math.min(chunks.size(), at + 12)));
            chunks.subList(at, Math.min(chunks.size(), at + 12)).stream()
                    .filter(c -> random.nextInt(5) == 0)
                    .forEach(block::add);
            Collections.shuffle(block, random);
            arriving.addAll(block);
        }
        return arriving;
    }

    private static final Comparator<AffectEvent> SAME_SPAN = Comparator.comparing(AffectEvent::getSegmentId)
            .thenComparing(AffectEvent::getLastSample)
            .thenComparing(AffectEvent::getTrigger)
            .thenComparing(AffectEvent::getSpeechRatio);

    private static List<AffectEvent> expected(Call call, Sound sound) {
        return Segmentation.of(Rig.RULES.segments(), sound.samples()).stream()
                .flatMap(cut -> cut.match(Stream::of, skipped -> Stream.<Cut.Segment>of()))
                .map(segment -> {
                    var event = new AffectEvent();
                    event.put("segmentId", call.sessionId() + "/" + call.participantId() + "/" + segment.firstSample());
                    event.put("lastSample", segment.lastSample());
                    event.put("trigger", segment.trigger());
                    event.put("speechRatio", segment.speechRatio());
                    return event;
                })
                .toList();
    }

    private static String golden() {
        try (var golden = AffectTopologyTest.class.getResourceAsStream("topology.txt")) {
            return golden == null ? "" : text(golden.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
