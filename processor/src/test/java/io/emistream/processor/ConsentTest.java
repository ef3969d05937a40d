package io.emistream.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.processor.segment.Sound;
import io.emistream.schemas.InMemoryRegistry;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.ConsentState;
import io.emistream.schemas.avro.SessionEvent;
import io.emistream.schemas.avro.SessionEventType;
import io.emistream.schemas.consent.Revocations;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done, and left, when consent is revoked in mid-call. */
class ConsentTest {
    private static final Call ANNA = new Call("s-1", "anna");
    private static final Call BEN = new Call("s-1", "ben");
    private static final int CHUNK = 1600;

    /** Speech from 0.5 to 2 s, and from 3 to 8 s. */
    private static final List<AudioChunk> ANNAS = spoken(ANNA, 1);

    private static final List<AudioChunk> BENS = spoken(BEN, 2);

    @ParameterizedTest
    @EnumSource(names = {"REVOKED", "UNKNOWN"})
    void revokedInMidSegmentNothingIsScoredAndNoAudioIsKept(ConsentState state) {
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(ANNAS.subList(0, 15));
            assertThat(rig.storedChunks()).isPositive();

            rig.consent(state, "s-1", null);
            rig.pass(Duration.ofMillis(20));

            assertThat(rig.storedChunks()).isZero();
            rig.send(ANNAS.subList(15, ANNAS.size()));
            assertThat(rig.events()).isEmpty();
            assertThat(rig.storedChunks()).isZero();
            assertThat(rig.deadLetters()).isEmpty();
            assertThat(rig.sessionEvents())
                    .extracting(SessionEvent::getType)
                    .containsExactly(SessionEventType.STARTED, SessionEventType.CONSENT_REVOKED);
        }
    }

    @Test
    void saysWhoRevokedWhose() {
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(ANNAS.subList(0, 15));
            rig.consent(ConsentState.REVOKED, "s-1", "anna");
            rig.pass(Duration.ofMillis(20));

            assertThat(rig.sessionEvents(SessionEventType.CONSENT_REVOKED))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.getParticipantId()).isEqualTo("anna");
                        assertThat(event.getReason()).contains("consent of anna", "by test", "nothing more is scored");
                    });
        }
    }

    @Test
    void whatIsWithTheScorerIsWithdrawnAndWhatComesBackIsNotForwarded() {
        var scorer = ScriptedScorer.whenTold();
        try (var rig = new Rig(scorer)) {
            rig.send(ANNAS.subList(0, 30));
            assertThat(scorer.asked()).hasSize(1);
            assertThat(rig.storedSegments()).isEqualTo(1);

            rig.consent(ConsentState.REVOKED, "s-1", "anna");
            scorer.asked().get(0).answer();

            assertThat(rig.events()).isEmpty();
            rig.pass(Duration.ofMillis(20));
            assertThat(rig.storedSegments()).isZero();
            assertThat(rig.storedChunks()).isZero();
        }
    }

    @Test
    void tellsTheScorerThatNobodyWaits() {
        var scorer = ScriptedScorer.whenTold();
        try (var rig = new Rig(scorer)) {
            rig.send(ANNAS.subList(0, 30));
            rig.consent(ConsentState.REVOKED, "s-1", "anna");
            rig.pass(Duration.ofMillis(20));

            assertThat(scorer.asked().get(0).result()).isCancelled();
        }
    }

    @Test
    void earlyScoresOfAnOpenSegmentAreDropped() {
        var scorer = ScriptedScorer.whenTold();
        try (var rig = new Rig(scorer, Rig.RULES.hopping(Duration.ofSeconds(1)), new InMemoryRegistry())) {
            rig.send(ANNAS.subList(0, 18));
            assertThat(scorer.askedInSpareTime()).hasSize(1);
            rig.consent(ConsentState.REVOKED, "s-1", null);
            scorer.askedInSpareTime().get(0).answer();

            assertThat(rig.events()).isEmpty();
        }
    }

    @Test
    void segmentsOfAStreamThatHasEndedAreWithdrawnToo() {
        var scorer = ScriptedScorer.whenTold();
        try (var rig = new Rig(scorer)) {
            rig.send(ANNAS);
            rig.consent(ConsentState.REVOKED, "s-1", null);
            rig.pass(Duration.ofMillis(20));
            rig.send(ANNAS); // once more

            assertThat(rig.sessionEvents(SessionEventType.CONSENT_REVOKED)).hasSize(1);
            assertThat(rig.storedSegments()).isZero();
            assertThat(rig.storedChunks()).isZero();
            assertThat(rig.events()).isEmpty();
        }
    }

    @Test
    void aStreamThatWasScoredToItsEndIsLeftAlone() {
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(ANNAS);
            assertThat(rig.events()).hasSize(2);
            rig.consent(ConsentState.REVOKED, "s-1", null);
            rig.pass(Duration.ofMillis(20));

            assertThat(rig.sessionEvents(SessionEventType.CONSENT_REVOKED)).isEmpty();
        }
    }

    @Test
    void oneWhoWasNeverHeardIsToldOnceWithTheFirstChunk() {
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.consent(ConsentState.REVOKED, "s-1", "anna");
            rig.send(ANNAS);

            assertThat(rig.sessionEvents())
                    .extracting(SessionEvent::getType)
                    .containsExactly(SessionEventType.CONSENT_REVOKED);
            assertThat(rig.events()).isEmpty();
        }
    }

    @Test
    void aParticipantsRevocationLeavesTheOthersAlone() {
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(ANNAS.subList(0, 15));
            rig.send(BENS.subList(0, 15));
            rig.consent(ConsentState.REVOKED, "s-1", "anna");
            rig.send(ANNAS.subList(15, ANNAS.size()));
            rig.send(BENS.subList(15, BENS.size()));
            rig.pass(Duration.ofSeconds(10)); // ben was faster than real time

            assertThat(rig.events())
                    .hasSize(2)
                    .extracting(AffectEvent::getParticipantId)
                    .containsOnly("ben");
        }
    }

    @Test
    void aSessionsRevocationIsToldOnceOfEachParticipant() {
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(ANNAS.subList(0, 15));
            rig.send(BENS.subList(0, 15));
            rig.consent(ConsentState.REVOKED, "s-1", null);
            rig.consent(ConsentState.REVOKED, "s-1", "anna");
            rig.pass(Duration.ofSeconds(1));
            rig.send(ANNAS.subList(15, ANNAS.size()));

            assertThat(rig.sessionEvents(SessionEventType.CONSENT_REVOKED))
                    .extracting(SessionEvent::getParticipantId)
                    .containsExactlyInAnyOrder("anna", "ben");
        }
    }

    @Test
    void grantedAgainIsHeardFromTheNextChunkOn() {
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.send(ANNAS.subList(0, 15));
            rig.consent(ConsentState.REVOKED, "s-1", "anna");
            rig.send(ANNAS.subList(15, 40));
            rig.consent(ConsentState.GRANTED, "s-1", "anna");
            rig.send(ANNAS.subList(38, ANNAS.size())); // two of them a second time

            assertThat(rig.events()).singleElement().satisfies(event -> assertThat(event.getFirstSample())
                    .isGreaterThanOrEqualTo(40 * CHUNK));
            assertThat(rig.sessionEvents())
                    .extracting(SessionEvent::getType)
                    .containsExactly(
                            SessionEventType.STARTED,
                            SessionEventType.CONSENT_REVOKED,
                            SessionEventType.STARTED,
                            SessionEventType.ENDED);
            assertThat(rig.sessionEvents().get(2).getReason()).contains("granted again", "chunk 40", "sample 64000");
        }
    }

    @Test
    void aGrantOfTheOneDoesNotUndoARevocationOfTheOther() {
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.consent(ConsentState.REVOKED, "s-1", null);
            rig.consent(ConsentState.GRANTED, "s-1", "anna");
            rig.consent(ConsentState.REVOKED, "s-1", "ben");
            rig.send(ANNAS);
            rig.consent(ConsentState.GRANTED, "s-1", null);
            rig.send(BENS);

            assertThat(rig.events()).isEmpty();
        }
    }

    @Test
    void aTaskThatBeginsAnewForwardsNothingOfOneRevokedMeanwhile() {
        var stores = new LastingStores();
        var first = ScriptedScorer.whenTold();
        try (var rig = Rig.on(stores, first)) {
            rig.send(ANNAS.subList(0, 30));
            assertThat(rig.storedSegments()).isEqualTo(1);
        }
        var revocations = new Revocations();
        try (var rig = Rig.on(stores, ScriptedScorer.atOnce(), revocations)) {
            rig.consent(ConsentState.REVOKED, "s-1", null);

            assertThat(rig.events()).isEmpty();
            rig.pass(Duration.ofMillis(20));
            assertThat(rig.storedChunks()).isZero();
            assertThat(rig.storedSegments()).isZero();
            assertThat(rig.sessionEvents(SessionEventType.CONSENT_REVOKED)).hasSize(1);
        }
        try (var rig = Rig.on(stores, ScriptedScorer.atOnce(), revocations)) {
            rig.send(ANNAS.subList(30, ANNAS.size()));
            rig.pass(Duration.ofSeconds(1));

            assertThat(rig.sessionEvents()).isEmpty();
            assertThat(rig.events()).isEmpty();
        }
    }

    @Test
    void whatCannotBeReadIsNotKeptOfThoseWhoRevoked() {
        try (var rig = new Rig(ScriptedScorer.atOnce())) {
            rig.consent(ConsentState.REVOKED, "s-1", "anna");
            rig.send("s-1", new byte[] {1, 2, 3});
            rig.send("s-2", new byte[] {1, 2, 3});

            assertThat(rig.deadLetters()).hasSize(1);
        }
    }

    private static List<AudioChunk> spoken(Call call, long seed) {
        return call.chunks(
                Sound.ofSeconds(9, 10, seed)
                        .speech(0.5, 2, 5000)
                        .speech(3, 8, 5000)
                        .samples(),
                CHUNK);
    }
}
