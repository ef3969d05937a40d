package io.emistream.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.processor.quality.SpeechRules;
import io.emistream.processor.score.ScoringRules;
import io.emistream.processor.segment.Sound;
import io.emistream.schemas.InMemoryRegistry;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.ConsentState;
import io.emistream.schemas.avro.SessionEvent;
import io.emistream.schemas.avro.SessionEventType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions that are refused, degraded and restored; neighbours that send too much. */
class PastCapacityTest {
    private static final Call ANNA = new Call("s-1", "anna");
    private static final Call BEN = new Call("s-2", "ben");
    private static final int CHUNK = 1600;
    private static final List<AudioChunk> ANNAS = ANNA.chunks(
            Sound.ofSeconds(9, 10, 1).speech(0.5, 2, 5000).speech(3, 8, 5000).samples(), CHUNK);
    private static final List<AudioChunk> BENS =
            BEN.chunks(Sound.ofSeconds(6, 10, 2).speech(0.5, 5, 5000).samples(), CHUNK);

    @Test
    void refusesANewSessionOnceAndKeepsNothingOfIt() {
        var scorer = ScriptedScorer.whenTold();
        try (var rig = full(scorer)) {
            long chunks = rig.storedChunks();
            rig.send(BENS.subList(0, 10));

            assertThat(rig.sessionEvents(SessionEventType.REFUSED))
                    .singleElement()
                    .satisfies(refused -> {
                        assertThat(refused.getSessionId()).isEqualTo("s-2");
                        assertThat(refused.getReason()).contains("no room", "per second", "1 voices");
                    });
            assertThat(rig.sessionEvents(SessionEventType.STARTED)).hasSize(1);
            assertThat(rig.storedParticipants()).isEqualTo(1);
            assertThat(rig.storedChunks()).isEqualTo(chunks);
            assertThat(rig.deadLetters()).isEmpty();
        }
    }

    @Test
    void anotherVoiceOfARunningSessionComesIn() {
        try (var rig = full(ScriptedScorer.whenTold())) {
            rig.send(new Call("s-1", "carl").chunk(0, 0, new short[CHUNK], false));

            assertThat(rig.sessionEvents(SessionEventType.REFUSED)).isEmpty();
            assertThat(rig.storedParticipants()).isEqualTo(2);
        }
    }

    @Test
    void whoseConsentIsGrantedAgainComesInWhereThereIsRoom() {
        try (var rig = full(ScriptedScorer.whenTold())) {
            rig.consent(ConsentState.REVOKED, "s-2", "ben");
            rig.send(BENS.subList(0, 5));
            rig.consent(ConsentState.GRANTED, "s-2", "ben");
            long chunks = rig.storedChunks();
            rig.send(BENS.subList(5, 10));
            assertThat(rig.sessionEvents(SessionEventType.REFUSED)).hasSize(1);
            assertThat(rig.sessionEvents(SessionEventType.STARTED)).hasSize(1);
            assertThat(rig.storedChunks()).isEqualTo(chunks);

            rig.pass(Duration.ofSeconds(11)); // anna is silent
            rig.send(BENS.subList(10, 15));

            assertThat(rig.sessionEvents(SessionEventType.STARTED))
                    .extracting(SessionEvent::getReason)
                    .last()
                    .asString()
                    .contains("consent is granted again", "chunk 10");
        }
    }

    @Test
    void whoGoesOnSendingIsHeardFromThenOnWhenThereIsRoomAgain() {
        var scorer = ScriptedScorer.whenTold();
        try (var rig = full(scorer)) {
            rig.send(BENS.subList(0, 10));
            rig.pass(Duration.ofSeconds(11)); // anna is silent
            rig.send(BENS.subList(10, BENS.size()));
            scorer.asked().get(1).answer();

            assertThat(rig.sessionEvents(SessionEventType.STARTED))
                    .extracting(SessionEvent::getReason)
                    .last()
                    .asString()
                    .contains("there is room again", "chunk 10", "sample 16000");
            assertThat(rig.sessionEvents(SessionEventType.GAP)).isEmpty();
            assertThat(rig.events()).singleElement().satisfies(event -> {
                assertThat(event.getSessionId()).isEqualTo("s-2");
                assertThat(event.getFirstSample()).isBetween(16_000L, 24_000L);
            });
            assertThat(rig.sessionEvents(SessionEventType.REFUSED)).hasSize(1);
        }
    }

    @Test
    void tellsARunningSessionOnceThatItsEventsComeLateAndOnceThatTheyDoNot() {
        var scorer = ScriptedScorer.whenTold();
        try (var rig = full(scorer)) {
            rig.send(ANNAS.subList(30, 88));
            assertThat(scorer.asked()).hasSize(2);
            quarters(rig, 24);
            assertThat(rig.sessionEvents(SessionEventType.RESTORED)).isEmpty();
            scorer.asked().get(1).answer();
            quarters(rig, 30);

            assertThat(rig.sessionEvents(SessionEventType.DEGRADED))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.getSessionId()).isEqualTo("s-1");
                        assertThat(event.getReason()).contains("events come late", "a segment waits");
                    });
            assertThat(rig.sessionEvents(SessionEventType.RESTORED)).hasSize(1);
            assertThat(rig.sessionEvents(SessionEventType.TIMEOUT)).isEmpty();
        }
    }

    @Test
    void whoHasManySegmentsWaitsForThoseWhoHaveFew() {
        var scorer = ScriptedScorer.whenTold();
        var rules = new ProcessorRules(
                Rig.RULES.segments(),
                Rig.RULES.silence(),
                new ScoringRules(8, 2, Duration.ofMillis(5), Duration.ofMinutes(1), SpeechRules.anySound()),
                Duration.ZERO);
        try (var rig = new Rig(scorer, rules, new InMemoryRegistry())) {
            rig.send(many(new Call("s-3", "loud")));
            assertThat(scorer.asked()).hasSize(2);
            rig.send(ANNAS.subList(0, 30));
            assertThat(scorer.asked()).hasSize(3);
            scorer.asked().get(2).answer();

            assertThat(rig.events()).singleElement().satisfies(event -> assertThat(event.getParticipantId())
                    .isEqualTo("anna"));
        }
    }

    @Test
    void whoSendsTenTimesRealTimeIsScoredAtRealTimeWhileOthersKeepToIt() {
        var scorer = ScriptedScorer.atOnce();
        try (var rig = new Rig(scorer)) {
            var loud = many(new Call("s-3", "loud")); // 60 s, a segment each 2 s
            for (int tenth = 0; tenth < 60; tenth++) {
                var at = Call.BEGAN.plusMillis(tenth * 100);
                for (int i = 0; i < 10; i++) rig.send("s-3", rig.bytes(loud.get(tenth * 10 + i)), at);
                rig.send("s-1", rig.bytes(ANNAS.get(tenth)), at);
                rig.pass(Duration.ofMillis(100));
            }
            var meanwhile = rig.events();
            rig.pass(Duration.ofSeconds(4)); // anna falls silent

            assertThat(meanwhile.stream()
                            .filter(event -> event.getParticipantId().equals("loud")))
                    .hasSizeBetween(4, 7);
            assertThat(meanwhile.stream()
                            .filter(event -> event.getParticipantId().equals("anna")))
                    .hasSize(1);
            assertThat(rig.events()).hasSizeGreaterThan(20);
        }
    }

    @Test
    void garbageTakesNothingFromOthers() {
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            for (var chunk : ANNAS.subList(0, 30)) {
                for (int i = 0; i < 20; i++) rig.send("s-" + i, new byte[] {0, 0, 0, 0, 1, (byte) i});
                rig.send(chunk);
            }

            assertThat(rig.events()).hasSize(1);
            assertThat(rig.deadLetters()).hasSize(600);
            assertThat(rig.storedParticipants()).isEqualTo(1);
        }
    }

    /** Anna speaks, and a segment of hers took as long as it is: there is room for nobody else. */
    private static Rig full(ScriptedScorer scorer) {
        var rig = new Rig(scorer);
        rig.send(ANNAS.subList(0, 30));
        var first = scorer.asked().get(0);
        first.answerAfter(Duration.ofMillis(Math.round(first.waveform().seconds() * 1000)));
        assertThat(rig.events()).hasSize(1);
        return rig;
    }

    private static List<AudioChunk> many(Call call) {
        var sound = Sound.ofSeconds(60, 10, 3);
        for (int i = 0; i < 30; i++) sound.speech(2 * i, 2 * i + 1, 5000);
        return call.chunks(sound.samples(), CHUNK);
    }

    private static void quarters(Rig rig, int times) {
        for (int i = 0; i < times; i++) rig.pass(Duration.ofMillis(250));
    }
}
