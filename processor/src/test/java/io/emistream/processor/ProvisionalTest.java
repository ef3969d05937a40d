package io.emistream.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.emistream.processor.segment.Sound;
import io.emistream.schemas.InMemoryRegistry;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.EventKind;
import io.emistream.schemas.avro.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of a segment while it is open. */
class ProvisionalTest {
    private static final Call ANNA = new Call("s-1", "anna");
    private static final int CHUNK = 1600;
    private static final ProcessorRules EACH_SECOND = Rig.RULES.hopping(Duration.ofSeconds(1));
    private static final List<AudioChunk> SIX_SECONDS =
            ANNA.chunks(Sound.ofSeconds(8, 10, 1).speech(0.5, 6.6, 5000).samples(), CHUNK);

    @Test
    void countsRevisionsOfTheSameSegmentUntilTheFinalEvent() {
        try (var rig = rig(ScriptedScorer.atOnce())) {
            var events = oneByOne(rig, SIX_SECONDS);
            var early = events.subList(0, events.size() - 1);

            assertThat(early).hasSizeBetween(5, 6).allSatisfy(event -> {
                assertThat(event.getKind()).isEqualTo(EventKind.PROVISIONAL);
                assertThat(event.getTrigger()).isEqualTo(Trigger.INTERVAL);
                assertThat(event.getModelName()).isEqualTo("scripted");
            });
            assertThat(early)
                    .extracting(AffectEvent::getRevision)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, early.size()).boxed().toList());
            assertThat(early).extracting(AffectEvent::getLastSample).isSorted();
            assertThat(events)
                    .extracting(AffectEvent::getSegmentId)
                    .containsOnly(early.get(0).getSegmentId());
            assertThat(events.get(events.size() - 1)).satisfies(last -> {
                assertThat(last.getKind()).isEqualTo(EventKind.FINAL);
                assertThat(last.getRevision()).isZero();
            });
        }
    }

    @Test
    void finalEventsAreTheSameWithAndWithoutThem() {
        var chunks = ANNA.chunks(Sound.conversation(60, 9).samples(), CHUNK);
        try (var with = rig(ScriptedScorer.atOnce());
                var without = new Rig(ScriptedScorer.atOnce())) {
            var finals = oneByOne(with, chunks).stream()
                    .filter(event -> event.getKind() == EventKind.FINAL)
                    .toList();

            assertThat(finals)
                    .extracting(AffectEvent::getIntensities, AffectEvent::getSegmentId)
                    .isNotEmpty()
                    .containsExactlyElementsOf(oneByOne(without, chunks).stream()
                            .map(event -> tuple(event.getIntensities(), event.getSegmentId()))
                            .toList());
        }
    }

    @Test
    void oneOfAParticipantIsInFlightAtATime() {
        var scorer = ScriptedScorer.whenTold();
        try (var rig = rig(scorer)) {
            oneByOne(rig, SIX_SECONDS.subList(0, 35));
            assertThat(scorer.askedInSpareTime()).hasSize(1);
            scorer.askedInSpareTime().get(0).answer();
            oneByOne(rig, SIX_SECONDS.subList(35, 60));

            assertThat(scorer.askedInSpareTime()).hasSize(2);
        }
    }

    @Test
    void whatIsNotThereWhenTheSegmentClosesIsWithdrawn() {
        var scorer = ScriptedScorer.whenTold();
        try (var rig = rig(scorer)) {
            oneByOne(rig, SIX_SECONDS);
            assertThat(scorer.askedInSpareTime()).singleElement().matches(early -> early.result()
                    .isCancelled());
            scorer.asked().get(0).answer();

            assertThat(rig.events()).extracting(AffectEvent::getKind).containsExactly(EventKind.FINAL);
        }
    }

    @Test
    void whatTheEngineFailsOnIsNotSaidAndDoesNotCount() {
        var scorer = ScriptedScorer.whenTold();
        try (var rig = rig(scorer)) {
            oneByOne(rig, SIX_SECONDS.subList(0, 20));
            scorer.askedInSpareTime().get(0).fail(new IllegalStateException("hiccup"));
            assertThat(oneByOne(rig, SIX_SECONDS.subList(20, 30))).isEmpty();
            scorer.askedInSpareTime().get(1).answer();

            assertThat(rig.events()).extracting(AffectEvent::getRevision).containsExactly(1);
        }
    }

    @Test
    void nothingOfItIsInTheStoreOfSegments() {
        var scorer = ScriptedScorer.whenTold();
        try (var rig = rig(scorer)) {
            oneByOne(rig, SIX_SECONDS.subList(0, 40));

            assertThat(scorer.askedInSpareTime()).isNotEmpty();
            assertThat(rig.storedSegments()).isZero();
        }
    }

    @Test
    void areNotAskedForUnlessWanted() {
        var scorer = ScriptedScorer.whenTold();
        try (var rig = new Rig(scorer)) {
            oneByOne(rig, SIX_SECONDS);

            assertThat(scorer.askedInSpareTime()).isEmpty();
        }
    }

    @Test
    void aHopThatCannotBeRightIsRefused() {
        assertThatThrownBy(() -> Rig.RULES.hopping(Duration.ofMillis(20)))
                .hasMessageContaining("20 ms")
                .hasMessageContaining("100 ms to 12000 ms");
    }

    private static Rig rig(ScriptedScorer scorer) {
        return new Rig(scorer, EACH_SECOND, new InMemoryRegistry());
    }

    private static List<AffectEvent> oneByOne(Rig rig, List<AudioChunk> chunks) {
        var events = new ArrayList<AffectEvent>();
        for (var chunk : chunks) {
            rig.send(chunk);
            events.addAll(rig.events());
        }
        return events;
    }
}
