package io.emistream.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.processor.segment.Sound;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.SessionEventType;
import io.emistream.schemas.avro.Trigger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Gaps, skips, silence, ends: what happens to a stream, and what is said of it. */
class StreamEventsTest {
    private static final Call ANNA = new Call("s-1", "anna");
    private static final Call BEN = new Call("s-1", "ben");
    private static final int CHUNK = 1600;

    @Test
    void reportsAGapWithItsSamplesAndCutsThere() {
        var sound = Sound.ofSeconds(10, 10, 4).speech(0.5, 9.5, 5000);
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            var chunks = ANNA.chunks(sound.samples(), CHUNK);
            chunks.subList(40, 43).clear();
            rig.send(chunks);

            assertThat(rig.sessionEvents(SessionEventType.GAP)).singleElement().satisfies(gap -> {
                assertThat(gap.getFirstSample()).isEqualTo(40 * CHUNK);
                assertThat(gap.getLastSample()).isEqualTo(43 * CHUNK - 1);
                assertThat(gap.getReason()).isEqualTo("chunks 40 to 42 are missing");
            });
            var events = rig.events();
            assertThat(events).extracting(AffectEvent::getTrigger).containsExactly(Trigger.GAP, Trigger.PAUSE);
            assertThat(events.get(0).getLastSample()).isEqualTo(40 * CHUNK - 1);
            assertThat(events.get(1).getFirstSample()).isEqualTo(43 * CHUNK);
        }
    }

    @Test
    void reportsAudioThatWasLostBeforeTheProducer() {
        var sound = Sound.ofSeconds(2, 10, 4).speech(0, 2, 5000);
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(ANNA.chunk(0, 0, sound.samples(0, 16_000), false));
            rig.send(ANNA.chunk(1, 20_000, sound.samples(16_000, 32_000), true));

            assertThat(rig.sessionEvents(SessionEventType.GAP)).singleElement().satisfies(gap -> {
                assertThat(gap.getFirstSample()).isEqualTo(16_000);
                assertThat(gap.getLastSample()).isEqualTo(19_999);
            });
            assertThat(rig.events()).extracting(AffectEvent::getTrigger).containsExactly(Trigger.GAP, Trigger.END);
        }
    }

    @Test
    void reportsWhatIsTooShortAsSkipped() {
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(ANNA.chunks(Sound.ofSeconds(5, 10, 1).speech(1, 1.2, 5000).samples(), CHUNK));

            assertThat(rig.events()).isEmpty();
            assertThat(rig.sessionEvents(SessionEventType.SKIPPED))
                    .singleElement()
                    .satisfies(skipped -> {
                        assertThat(skipped.getFirstSample()).isLessThanOrEqualTo(16_000);
                        assertThat(skipped.getLastSample()).isGreaterThan(17_500);
                    });
        }
    }

    @Test
    void cutsWhatIsOpenWhenTheProducerFallsSilentAndGoesOnWhenItSpeaksAgain() {
        var chunks = ANNA.chunks(Sound.ofSeconds(6, 10, 1).speech(0.5, 6, 5000).samples(), CHUNK);
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(chunks.subList(0, 30));
            rig.pass(Duration.ofSeconds(16));
            rig.pass(Duration.ofSeconds(16));
            var first = rig.events();
            rig.send(chunks.subList(30, 60));

            assertThat(first).extracting(AffectEvent::getTrigger).containsExactly(Trigger.TIMEOUT);
            assertThat(rig.events()).singleElement().satisfies(event -> {
                assertThat(event.getTrigger()).isEqualTo(Trigger.END);
                assertThat(event.getFirstSample()).isEqualTo(first.get(0).getLastSample() + 1);
            });
            assertThat(rig.sessionEvents(SessionEventType.TIMEOUT)).hasSize(1);
            assertThat(rig.sessionEvents(SessionEventType.STARTED)).hasSize(1);
        }
    }

    @Test
    void aClockThatJumpsMakesNobodySilent() {
        var chunks = ANNA.chunks(Sound.ofSeconds(6, 10, 1).speech(0, 6, 5000).samples(), CHUNK);
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(chunks.subList(0, 30));
            rig.jump(Duration.ofHours(1));
            rig.send(chunks.subList(30, 60));

            assertThat(rig.events()).extracting(AffectEvent::getTrigger).containsExactly(Trigger.END);
            assertThat(rig.sessionEvents(SessionEventType.TIMEOUT)).isEmpty();
        }
    }

    @Test
    void nobodyIsSilentWhileKafkaIsAway() {
        var chunks = ANNA.chunks(Sound.ofSeconds(6, 10, 1).speech(0, 6, 5000).samples(), CHUNK);
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(chunks.subList(0, 30));
            rig.connect(false);
            rig.pass(Duration.ofSeconds(40));
            rig.connect(true);
            rig.send(chunks.subList(30, 60));

            assertThat(rig.events()).extracting(AffectEvent::getTrigger).containsExactly(Trigger.END);
            assertThat(rig.sessionEvents(SessionEventType.TIMEOUT)).isEmpty();
        }
    }

    @Test
    void silenceCountsAgainOnceKafkaIsBack() {
        var chunks = ANNA.chunks(Sound.ofSeconds(6, 10, 1).speech(0, 6, 5000).samples(), CHUNK);
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(chunks.subList(0, 30));
            rig.connect(false);
            rig.pass(Duration.ofSeconds(20));
            rig.connect(true);
            rig.pass(Duration.ofSeconds(16));

            assertThat(rig.events()).extracting(AffectEvent::getTrigger).containsExactly(Trigger.TIMEOUT);
        }
    }

    @Test
    void aTimeoutDoesNotWaitForWhatIsMissing() {
        var chunks = ANNA.chunks(Sound.ofSeconds(3, 10, 1).speech(0, 3, 5000).samples(), CHUNK);
        chunks.remove(28); // the end came, but not the chunk before it
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(chunks);
            assertThat(rig.events()).isEmpty();
            rig.pass(Duration.ofSeconds(16));

            assertThat(rig.events()).extracting(AffectEvent::getTrigger).contains(Trigger.GAP);
            assertThat(rig.sessionEvents(SessionEventType.ENDED)).hasSize(1);
            assertThat(rig.sessionEvents(SessionEventType.TIMEOUT)).isEmpty();
        }
    }

    @Test
    void duplicatesOfAnEndedStreamDoNotBeginItAnew() {
        var chunks = ANNA.chunks(Sound.ofSeconds(3, 10, 1).speech(0.5, 2, 5000).samples(), CHUNK);
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(chunks);
            assertThat(rig.events()).hasSize(1);
            rig.send(chunks);

            assertThat(rig.events()).isEmpty();
            assertThat(rig.sessionEvents(SessionEventType.STARTED)).hasSize(1);
            assertThat(rig.deadLetters()).isEmpty();
        }
    }

    @Test
    void aChunkAfterTheEndIsADeadLetter() {
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(ANNA.chunk(0, 0, new short[CHUNK], true));
            rig.send(ANNA.chunk(1, CHUNK, new short[CHUNK], false));

            assertThat(rig.deadLetters()).singleElement().satisfies(letter -> assertThat(
                            letter.headers().lastHeader("emi.reason").value())
                    .asString(StandardCharsets.UTF_8)
                    .contains("after the end"));
        }
    }

    @Test
    void forgetsAParticipantInTheEnd() {
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(ANNA.chunks(Sound.ofSeconds(3, 10, 1).speech(0.5, 2, 5000).samples(), CHUNK));
            rig.send(BEN.chunk(0, 0, new short[CHUNK], false));
            rig.events();
            assertThat(rig.storedParticipants()).isEqualTo(2);
            rig.pass(Duration.ofMinutes(61));
            rig.pass(Duration.ofMinutes(61));

            assertThat(rig.storedParticipants()).isZero();
            assertThat(rig.storedChunks()).isZero();
        }
    }
}
