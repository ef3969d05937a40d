package io.emistream.producer.gateway.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.producer.gateway.door.Door;
import io.emistream.producer.gateway.protocol.Desk;
import io.emistream.producer.gateway.protocol.FakePeer;
import io.emistream.producer.gateway.voice.VoiceId;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.ConsentState;
import io.emistream.schemas.avro.ControlMessage;
import io.emistream.schemas.avro.SessionEventType;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each kind of client has to say of consent before it is heard, and what happens when consent is revoked. */
class ConsentAtTheDoorTest {
    private static final ConsentPolicy STRICT =
            new ConsentPolicy(true, true, Set.of("coaching"), true, Set.of("2026-11"));
    private static final Map<String, String> ALL =
            Map.of("consent", "granted", "purpose", "coaching", "notice", "2026-11");

    private final FakePeer peer = new FakePeer();

    @ParameterizedTest
    @EnumSource
    void writesWhatWasAgreedToBeforeTheFirstChunk(Kind kind) {
        var desk = new Desk(Door.OPEN, STRICT);
        var talk = kind.begin(desk, peer, ALL);
        assertThat(desk.log.chunks()).isEmpty();

        assertThat(desk.consents.written()).singleElement().satisfies(message -> {
            assertThat(message.getSubject()).isEqualTo("agreed/call/anna");
            assertThat(message.getIssuer()).isEqualTo("gateway");
            assertThat(message.getConsent().getState()).isEqualTo(ConsentState.GRANTED);
            assertThat(message.getConsent().getPurpose()).isEqualTo("coaching");
            assertThat(message.getConsent().getNotice()).isEqualTo("2026-11");
        });
        kind.speak(talk);
        assertThat(desk.log.chunks()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void refusesInWordsWhoSaysTooLittle(Kind kind) {
        refused(kind, Map.of(), "it is not said that consent is granted");
        refused(kind, Map.of("consent", "revoked"), "consent is not granted, says the client");
        refused(kind, Map.of("consent", "granted"), "no purpose is named; give purpose=…, one of coaching");
        refused(
                kind,
                Map.of("consent", "granted", "purpose", "marketing", "notice", "2026-11"),
                "purpose 'marketing' is not allowed here; give one of coaching");
        refused(kind, Map.of("consent", "granted", "purpose", "coaching"), "no notice is named");
        refused(
                kind,
                Map.of("consent", "granted", "purpose", "coaching", "notice", "2020-01"),
                "notice '2020-01' is not allowed here");
    }

    private static void refused(Kind kind, Map<String, String> facts, String why) {
        var peer = new FakePeer();
        var desk = new Desk(Door.OPEN, STRICT);
        var talk = kind.begin(desk, peer, facts);
        kind.speak(talk);
        talk.closed();

        assertThat(peer.last().path("code").asText()).isEqualTo("consent_required");
        assertThat(peer.last().path("fatal").asBoolean()).isTrue();
        assertThat(peer.last().path("message").asText()).contains(why);
        assertThat(peer.closed()).isEqualTo("4008 consent_required");
        assertThat(desk.log.chunks()).isEmpty();
        assertThat(desk.consents.written()).isEmpty();
        assertThat(desk.consents.told()).singleElement().satisfies(event -> {
            assertThat(event.getType()).isEqualTo(SessionEventType.REFUSED);
            assertThat(event.getSessionId()).isEqualTo("call");
            assertThat(event.getReason()).contains("the gateway's policy", why);
        });
    }

    @ParameterizedTest
    @EnumSource
    void withoutAPolicyNothingHasToBeSaidAndNothingIsWritten(Kind kind) {
        var desk = new Desk();
        desk.consents.goAway();
        var talk = kind.begin(desk, peer, Map.of());
        kind.speak(talk);

        assertThat(desk.log.chunks()).isNotEmpty();
        assertThat(desk.consents.written()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatIsWrongWithWhatIsSaidOfConsent(Kind kind) {
        kind.begin(new Desk(), peer, Map.of("consent", "perhaps"));

        assertThat(peer.last().path("code").asText()).isEqualTo("config_invalid");
        assertThat(peer.last().path("message").asText()).contains("neither granted nor revoked");
    }

    @ParameterizedTest
    @EnumSource
    void isNotHeardWhereItCannotBeWrittenDown(Kind kind) {
        var desk = new Desk();
        desk.consents.goAway();
        var talk = kind.begin(desk, peer, ALL);
        kind.speak(talk);

        assertThat(peer.last().path("code").asText()).isIn("storage_unavailable", "not_configured");
        assertThat(desk.log.chunks()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void revokedFromOutsideNothingMoreIsHeardAndTheClientIsTold(Kind kind) {
        var desk = new Desk();
        var talk = kind.begin(desk, peer, Map.of());
        kind.speak(talk);
        int before = desk.log.chunks().size();

        desk.consent(ConsentState.REVOKED, "call", null);

        assertThat(peer.last().path("code").asText()).isEqualTo("consent_revoked");
        assertThat(peer.last().path("message").asText()).contains("call/anna", "by operator");
        assertThat(peer.closed()).isEqualTo("4008 consent_revoked");
        kind.speak(talk);
        talk.closed();
        assertThat(desk.log.chunks()).hasSize(before);
    }

    @ParameterizedTest
    @EnumSource
    void whoWasRevokedDoesNotComeInByGrantingAgain(Kind kind) {
        var desk = new Desk();
        desk.consent(ConsentState.REVOKED, "call", "anna");
        kind.begin(desk, peer, ALL);

        assertThat(peer.closed()).isEqualTo("4008 consent_revoked");
        assertThat(desk.consents.written()).hasSize(1);
        desk.consent(ConsentState.GRANTED, "call", "anna");
        var again = new FakePeer();
        kind.speak(kind.begin(desk, again, ALL));
        assertThat(again.closed()).isEmpty();
        assertThat(desk.log.chunks()).isNotEmpty();
    }

    @Test
    void aRevocationThatIsOvertakenByWhatAClientSaysStands() {
        var desk = new Desk();
        desk.consents.beforeTheNext(() -> desk.consent(ConsentState.REVOKED, "call", "anna"));
        Kind.NATIVE.begin(desk, peer, ALL);

        assertThat(peer.closed()).isEqualTo("4008 consent_revoked");
        assertThat(desk.consents.written())
                .extracting(ControlMessage::getSubject)
                .containsExactly("consent/call/anna", "agreed/call/anna");
        // what is left when all but the latest record of each key is gone, and the gateway with it
        var kept = new HashMap<String, ControlMessage>();
        desk.consents.written().forEach(message -> kept.put(message.getSubject(), message));
        var reader = new Attendance();
        var log = new MemoryConsents(reader);
        kept.values().forEach(log::write);
        assertThat(reader.revocation(new VoiceId("call", "anna"))).isPresent();
    }

    @Test
    void aVoiceRevokesItselfByTheNativeProtocol() {
        var desk = new Desk();
        var talk = Kind.NATIVE.begin(desk, peer, ALL);
        talk.audio(ByteBuffer.allocate(3_200 + 100));
        talk.text("{\"type\":\"revoke\"}");

        assertThat(peer.last().toString()).isEqualTo("{\"type\":\"revoked\"}");
        assertThat(peer.closed()).isEqualTo("1000 revoked");
        talk.closed();
        assertThat(desk.log.chunks()).extracting(AudioChunk::getEndOfStream).containsExactly(false);
        assertThat(desk.consents.written().get(1).getConsent().getState()).isEqualTo(ConsentState.REVOKED);
    }

    @Test
    void aVoiceRevokesItselfOverBarePcm() {
        var desk = new Desk();
        var talk = Kind.RAW.begin(desk, peer, ALL);
        talk.text("revoke");
        talk.closed();

        assertThat(peer.closed()).isEqualTo("1000 revoked");
        assertThat(desk.log.chunks()).isEmpty();
    }

    @Test
    void aRevocationThatIsNotStoredIsToBeSaidAgainAndNothingIsHeardMeanwhile() {
        var desk = new Desk();
        var talk = Kind.NATIVE.begin(desk, peer, Map.of());
        desk.consents.goAway();
        talk.text("{\"type\":\"revoke\"}");
        assertThat(peer.last().path("code").asText()).isEqualTo("storage_unavailable");
        assertThat(peer.last().path("fatal").asBoolean()).isFalse();
        talk.audio(ByteBuffer.allocate(32_000));
        assertThat(desk.log.chunks()).isEmpty();

        desk.consents.comeBack();
        talk.text("{\"type\":\"revoke\"}");

        assertThat(peer.closed()).isEqualTo("1000 revoked");
    }

    @Test
    void whatTheTokenSaysCountsFirst() {
        var vouched = new ConsentFacts(Optional.of(true), Optional.of("coaching"), Optional.empty());
        var desk = new Desk((token, voice, results) -> vouched, STRICT);
        Kind.RAW.begin(desk, peer, Map.of("purpose", "marketing", "notice", "2026-11"));

        assertThat(peer.closed()).isEmpty();
        assertThat(desk.consents.written().get(0).getConsent().getPurpose()).isEqualTo("coaching");
    }
}
