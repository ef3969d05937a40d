package io.emistream.producer.gateway.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.producer.gateway.protocol.Desk;
import io.emistream.producer.gateway.protocol.FakePeer;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawSocketTest {
    private final Desk desk = new Desk();
    private final FakePeer peer = new FakePeer();

    @Test
    void isSixteenKilohertzUnlessTheQuerySaysOtherwise() {
        var plain = RawSocket.begin(desk.context(), Desk.visit("session", "a", "participant", "b"), peer);
        plain.audio(ByteBuffer.allocate(3_201));
        plain.text("end");
        assertThat(desk.log.samples()).hasSize(1_600);

        var law = RawSocket.begin(
                desk.context(),
                Desk.visit("session", "c", "participant", "d", "encoding", "mulaw", "sampleRate", "8000"),
                peer);
        law.audio(ByteBuffer.allocate(800));
        law.closed();

        assertThat(desk.log.samples()).hasSize(3_200);
    }

    @Test
    void confirmsTheEndOnceAllIsStored() {
        var socket = RawSocket.begin(desk.context(), Desk.visit("session", "a", "participant", "b"), peer);
        desk.log.goAway();
        socket.audio(ByteBuffer.allocate(640));
        socket.text("end");
        socket.tick();
        assertThat(peer.sent()).isEmpty();

        desk.log.comeBack();
        socket.tick();

        assertThat(peer.sent()).containsExactly("{\"type\":\"ended\"}");
        assertThat(peer.closed()).isEqualTo("1000 ended");
    }

    @Test
    void isReadNoFasterThanTheRulesAllow() {
        var socket = RawSocket.begin(desk.context(), Desk.visit("session", "a", "participant", "b"), peer);
        long pause = 0;
        for (int i = 0; i < 21; i++) pause = socket.audio(ByteBuffer.allocate(32_000));

        assertThat(Duration.ofNanos(pause)).isEqualTo(Duration.ofMillis(500));
        assertThat(desk.log.samples()).hasSize(21 * 16_000);
    }

    @ParameterizedTest
    @CsvSource({
        "encoding,opus,'encoding is not known; give s16le, f32le or mulaw'",
        "sampleRate,fast,'sampleRate is no whole number; give 8000 to 48000'",
        "sampleRate,96000,'sampleRate is 96000; give 8000 to 48000 samples per second'"
    })
    void saysWhatIsWrongWithTheQuery(String name, String value, String message) {
        RawSocket.begin(desk.context(), Desk.visit("session", "a", "participant", "b", name, value), peer);

        assertThat(peer.last().path("message").asText()).isEqualTo(message);
        assertThat(peer.closed()).isEqualTo("4008 config_invalid");
    }
}
