package io.emistream.producer.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.schemas.avro.AudioChunk;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeConversationTest {
    private static final String CONFIG =
            "{'type':'config','session':'call','participant':'anna','encoding':'s16le','sampleRate':48000}";

    private final Desk desk = new Desk();
    private final FakePeer peer = new FakePeer();
    private final NativeConversation talk = talk(peer);

    @Test
    void acknowledgesWhatIsStoredInTheClientsOwnSamples() {
        say(CONFIG);
        assertThat(peer.last().path("firstSample").asLong()).isZero();

        hear(48_000 + 4_700);
        talk.tick();

        assertThat(peer.last().toString()).isEqualTo("{\"type\":\"ack\",\"samples\":48000,\"keepFrom\":0}");
        int before = peer.sent().size();
        talk.tick();
        assertThat(peer.sent()).hasSize(before);
    }

    @Test
    void acknowledgesTwiceASecond() {
        say(CONFIG);
        for (int i = 0; i < 20; i++) {
            hear(4_800);
            talk.tick();
            desk.wait(Duration.ofMillis(100));
        }

        assertThat(peer.sent()).filteredOn(message -> message.contains("ack")).hasSize(4);
    }

    @Test
    void acknowledgesNothingThatKafkaDoesNotHave() {
        say(CONFIG);
        desk.log.goAway();

        hear(48_000);
        talk.tick();

        assertThat(peer.last().path("type").asText()).isEqualTo("ready");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no json | bad_message",
                "[1] | bad_message",
                "{'type':'hello'} | bad_message",
                "{'type':'resend'} | bad_message",
                "{'type':'end'} | not_configured",
                "{'type':'config','session':'call','participant':'anna','encoding':'s16le'} | config_invalid",
                "{'type':'config','session':'call','participant':'anna','encoding':'opus','sampleRate':48000} | config_invalid",
                "{'type':'config','session':'call','participant':'anna','encoding':'s16le','sampleRate':96000} | config_invalid",
                "{'type':'config','session':' ','participant':'anna','encoding':'s16le','sampleRate':48000} | config_invalid",
                "{'type':'config','session':'call','participant':'anna','encoding':'s16le','sampleRate':48000,'loud':1} | config_invalid",
                "{'type':'config','session':'call','participant':'anna','encoding':'s16le','sampleRate':48000,'results':'many'} | config_invalid"
            })
    void tellsWhatIsWrongAndGoesOn(String message, String code) {
        say(message);

        assertThat(peer.last().path("code").asText()).isEqualTo(code);
        assertThat(peer.last().path("fatal").asBoolean(true)).isFalse();
        assertThat(peer.last().path("message").asText()).isNotBlank().doesNotContain("\n");
        say(CONFIG);
        assertThat(peer.last().path("type").asText()).isEqualTo("ready");
    }

    @Test
    void tellsWhatIsWrongWithAFrameAndGoesOn() {
        hear(10);
        assertThat(peer.last().path("code").asText()).isEqualTo("not_configured");
        say(CONFIG);
        hear(0);
        assertThat(peer.last().path("code").asText()).isEqualTo("empty_frame");
        hear(48_000);
        say(CONFIG);
        assertThat(peer.last().path("code").asText()).isEqualTo("already_configured");

        talk.tick();

        assertThat(peer.last().path("samples").asLong()).isEqualTo(43_200);
    }

    @Test
    void passesOverFramesAfterARefusedOneUntilItIsSentAgain() {
        say(CONFIG);
        for (int i = 0; i < 20; i++) hear(48_000);
        hear(48_000);
        assertThat(peer.last().path("code").asText()).isEqualTo("rate_limited");
        assertThat(peer.last().path("nextSample").asLong()).isEqualTo(960_000);
        assertThat(peer.last().path("retryAfterMs").asLong()).isEqualTo(500);
        desk.wait(Duration.ofMillis(500));
        hear(99); // was on its way
        say("{'type':'end'}");
        assertThat(peer.last().path("code").asText()).isEqualTo("wrong_sample");
        say("{'type':'resend','from':7}");
        assertThat(peer.last().path("code").asText()).isEqualTo("wrong_sample");

        say("{'type':'resend','from':960000}");
        hear(48_000);
        talk.tick();

        assertThat(peer.last().path("samples").asLong())
                .isEqualTo(1_003_200); // the last chunk waits for what the filter looks ahead
        assertThat(desk.log.samples()).hasSize(336_000 - 1_600);
    }

    @Test
    void aFrameThatIsTooLargeIsSentAgainInParts() {
        say(CONFIG);
        var eleven = ByteBuffer.allocate(11 * 96_000);

        talk.audio(eleven);
        assertThat(peer.last().path("code").asText()).isEqualTo("frame_too_large");
        say("{'type':'resend','from':0}");
        for (int i = 0; i < 11; i++) hear(48_000);
        say("{'type':'end'}");

        assertThat(desk.log.samples()).hasSize(11 * 16_000);
    }

    @Test
    void tellsWhenKafkaIsAwayForLongAndLosesNothing() {
        say(CONFIG);
        desk.log.goAway();
        hear(48_000);
        hear(48_000);
        hear(48_000);
        assertThat(peer.last().path("code").asText()).isEqualTo("storage_unavailable");
        assertThat(peer.last().path("nextSample").asLong()).isEqualTo(96_000);

        desk.log.comeBack();
        say("{'type':'resend','from':96000}");
        hear(48_000);
        say("{'type':'end'}");
        talk.tick();

        assertThat(desk.log.samples()).hasSize(48_000);
        assertThat(desk.log.chunks())
                .extracting(AudioChunk::getSequence)
                .startsWith(0L, 1L, 2L)
                .doesNotHaveDuplicates();
    }

    @Test
    void confirmsTheEndOnceAllIsStored() {
        say(CONFIG);
        hear(4_801);
        desk.log.goAway();
        say("{'type':'end'}");
        talk.tick();
        assertThat(peer.closed()).isEmpty();

        desk.log.comeBack();
        talk.tick();

        assertThat(peer.sent()).endsWith("{\"type\":\"ack\",\"samples\":4801,\"keepFrom\":0}", "{\"type\":\"ended\"}");
        assertThat(peer.closed()).isEqualTo("1000 ended");
    }

    @Test
    void goesOnWhereTheLogEndsAndSendsTheOldConnectionAway() {
        say(CONFIG);
        for (int i = 0; i < 5; i++) hear(48_000);
        var heir = new FakePeer();
        var again = talk(heir);

        again.text(CONFIG.replace('\'', '"').replace("}", ",\"resume\":true}"));

        assertThat(peer.last().path("code").asText()).isEqualTo("replaced");
        assertThat(peer.closed()).isEqualTo("4008 replaced");
        assertThat(heir.last().path("type").asText()).isEqualTo("ready");
        assertThat(heir.last().path("firstSample").asLong()).isEqualTo(4 * 48_000 - 129);
    }

    @Test
    void aBugAtTheBeginningTakesNobodysSeat() {
        var token = CONFIG.replace('\'', '"').replace("}", ",\"token\":\"t\"}");
        desk.log.breakDown();
        for (int i = 0; i < 3; i++)
            assertThatThrownBy(() -> talk(new FakePeer()).text(token.replace("}", ",\"resume\":true}")))
                    .hasMessage("a bug");

        talk.text(token);

        assertThat(peer.last().path("type").asText()).isEqualTo("ready");
    }

    @Test
    void confirmsAnEndWhoseConfirmationWasLost() {
        say(CONFIG);
        hear(48_000);
        say("{'type':'end'}");
        talk.closed();
        var heir = new FakePeer();

        talk(heir).text(CONFIG.replace('\'', '"').replace("}", ",\"resume\":true}"));

        assertThat(heir.sent()).containsExactly("{\"type\":\"ended\"}");
        assertThat(heir.closed()).isEqualTo("1000 ended");
    }

    @Test
    void closesAConnectionThatOnlyMakesMistakesOrSaysNothing() {
        for (int i = 0; i < 100; i++) say("nonsense");
        assertThat(peer.closed()).isEqualTo("4008 too_many_errors");

        var silent = new FakePeer();
        var silence = talk(silent);
        desk.wait(Duration.ofSeconds(31));
        silence.tick();
        assertThat(silent.closed()).isEqualTo("4008 not_configured");
    }

    @Test
    void answersAPing() {
        say("{'type':'ping'}");

        assertThat(peer.sent()).containsExactly("{\"type\":\"pong\"}");
    }

    private NativeConversation talk(FakePeer with) {
        return new NativeConversation(desk.context(), Desk.visit(), with);
    }

    private void say(String message) {
        talk.text(message.replace('\'', '"'));
    }

    private void hear(int samples) {
        talk.audio(ByteBuffer.allocate(2 * samples));
    }
}
