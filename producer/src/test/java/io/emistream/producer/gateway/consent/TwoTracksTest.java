package io.emistream.producer.gateway.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.producer.gateway.protocol.Desk;
import io.emistream.producer.gateway.protocol.FakePeer;
import io.emistream.producer.gateway.twilio.MediaStream;
import io.emistream.schemas.avro.ConsentState;
import org.junit.jupiter.api.Test;

/** A phone call of which one track, or both, may not be heard. */
class TwoTracksTest {
    private final Desk desk = new Desk();
    private final FakePeer peer = new FakePeer();
    private final MediaStream call = new MediaStream(desk.context(), Desk.visit(), peer);

    @Test
    void theOtherIsHeardOn() {
        start();
        desk.consent(ConsentState.REVOKED, "call", "inbound");
        assertThat(peer.closed()).isEmpty();
        Kind.TWILIO.speak(call);
        assertThat(desk.log.chunks()).isEmpty();

        desk.consent(ConsentState.REVOKED, "call", "outbound");

        assertThat(peer.closed()).isEqualTo("4008 consent_revoked");
    }

    @Test
    void whenTheCallComesBackTheOtherIsHeard() {
        desk.consent(ConsentState.REVOKED, "call", "inbound");

        start();
        Kind.TWILIO.speak(call);
        assertThat(desk.log.chunks()).isEmpty();
        say("{'event':'media','media':{'track':'outbound','payload':'" + "/".repeat(2_400) + "'}}");

        assertThat(peer.closed()).isEmpty();
        assertThat(desk.log.chunks()).isNotEmpty().allSatisfy(chunk -> assertThat(chunk.getParticipantId())
                .isEqualTo("outbound"));
    }

    @Test
    void whenTheCallComesBackAndBothAreRevokedItIsTurnedAway() {
        desk.consent(ConsentState.REVOKED, "call", null);

        start();

        assertThat(peer.closed()).isEqualTo("4008 consent_revoked");
    }

    @Test
    void aRevocationOfTheFirstWhileTheSecondBeginsLeavesTheSecondAlone() {
        desk.consents.beforeTheNext(
                () -> desk.consents.beforeTheNext(() -> desk.consent(ConsentState.REVOKED, "call", "inbound")));

        start(",'customParameters':{'consent':'granted'}");

        assertThat(peer.closed()).isEmpty();
        desk.consent(ConsentState.REVOKED, "call", "outbound");
        assertThat(peer.closed()).isEqualTo("4008 consent_revoked");
    }

    private void start() {
        start("");
    }

    private void start(String more) {
        say("{'event':'start','start':{'callSid':'call','tracks':['inbound','outbound'],"
                + "'mediaFormat':{'encoding':'audio/x-mulaw','sampleRate':8000,'channels':1}" + more + "}}");
    }

    private void say(String message) {
        call.text(message.replace('\'', '"'));
    }
}
