package io.emistream.producer.gateway.livekit;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.producer.gateway.protocol.Desk;
import io.emistream.producer.gateway.protocol.FakePeer;
import io.emistream.schemas.avro.AudioChunk;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class LiveKitTrackTest {
    private final Desk desk = new Desk();
    private final FakePeer peer = new FakePeer();

    @Test
    void aTrackIsAParticipantAndItsCloseEndsTheStream() {
        var track = LiveKitTrack.begin(
                desk.context(), Desk.visit("session", "room-1", "participant", "anna", "trackID", "TR_AbC"), peer);

        for (int i = 0; i < 10; i++) track.audio(ByteBuffer.allocate(1_920)); // 20 ms at 48 kHz
        track.closed();

        assertThat(desk.log.chunks()).extracting(AudioChunk::getSessionId).containsOnly("room-1");
        assertThat(desk.log.chunks()).extracting(AudioChunk::getParticipantId).containsOnly("anna/TR_AbC");
        assertThat(desk.log.samples()).hasSize(3_200);
        assertThat(desk.log.chunks().get(desk.log.chunks().size() - 1).getEndOfStream())
                .isTrue();
    }

    @Test
    void aMutedTrackIsHeardToPause() {
        var track = LiveKitTrack.begin(desk.context(), Desk.visit("room", "room-1", "participant", "anna"), peer);
        track.audio(ByteBuffer.allocate(96_000));

        track.text("{ \"muted\": true }");
        track.text("{ \"muted\": false }");
        track.text("not json");
        track.closed();

        assertThat(desk.log.samples()).hasSize(16_000 + 9_600);
    }

    @Test
    void isTurnedAwayWithoutAParticipant() {
        var track = LiveKitTrack.begin(desk.context(), Desk.visit("session", "room-1"), peer);
        track.audio(ByteBuffer.allocate(960));
        track.closed();

        assertThat(peer.closed()).isEqualTo("4008 config_invalid");
        assertThat(peer.last().path("message").asText()).contains("?session=…&participant=…");
        assertThat(desk.log.chunks()).isEmpty();
    }
}
