package io.emistream.producer.gateway.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.producer.gateway.protocol.Desk;
import io.emistream.producer.gateway.protocol.FakePeer;
import io.emistream.schemas.avro.AudioChunk;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class MediaStreamTest {
    private final Desk desk = new Desk();
    private final FakePeer peer = new FakePeer();
    private final MediaStream call = new MediaStream(desk.context(), Desk.visit(), peer);

    @Test
    void eachTrackOfACallIsAParticipant() {
        say("{'event':'connected','protocol':'Call','version':'1.0.0'}");
        start("'inbound','outbound'", "");
        for (int i = 1; i <= 5; i++) {
            media("inbound", i);
            media("outbound", i);
        }
        say("{'event':'mark','sequenceNumber':'4','streamSid':'MZ1','mark':{'name':'hello'}}");
        say("{'event':'dtmf','streamSid':'MZ1','sequenceNumber':'5','dtmf':{'track':'inbound_track','digit':'1'}}");
        say("{'event':'stop','sequenceNumber':'6','stop':{'accountSid':'AC1','callSid':'CA1'},'streamSid':'MZ1'}");
        call.closed();

        assertThat(desk.log.chunks()).extracting(AudioChunk::getSessionId).containsOnly("CA1");
        for (var track : new String[] {"inbound", "outbound"}) {
            var chunks = desk.log.chunks().stream()
                    .filter(chunk -> chunk.getParticipantId().equals(track))
                    .toList();
            assertThat(chunks.stream()
                            .mapToInt(chunk -> chunk.getPayload().remaining())
                            .sum())
                    .isEqualTo(5 * 20 * 32);
            assertThat(chunks.get(chunks.size() - 1).getEndOfStream()).isTrue();
        }
        assertThat(peer.sent()).isEmpty();
    }

    @Test
    void customParametersNameSessionAndParticipants() {
        start("'inbound'", "'session':'support-7','inbound':'caller'");
        media("inbound", 1);
        call.closed();

        assertThat(desk.log.chunks()).extracting(AudioChunk::getSessionId).containsOnly("support-7");
        assertThat(desk.log.chunks()).extracting(AudioChunk::getParticipantId).containsOnly("caller");
    }

    @Test
    void expandsMuLaw() {
        start("'inbound'", "");
        say("{'event':'media','media':{'track':'inbound','payload':'"
                + Base64.getEncoder().encodeToString(new byte[800]) + "'}}");
        call.closed();

        // zero bytes are the largest negative code; edges belong to the filter
        assertThat(desk.log.samples()[800]).isBetween(-1f, -0.97f);
    }

    @Test
    void refusesWhatIsNoMediaStream() {
        start("'inbound'", "");
        say("{'event':'media','media':{'track':'inbound','payload':'#'}}");

        assertThat(peer.closed()).isEqualTo("4008 bad_message");
        assertThat(desk.log.chunks().get(0).getEndOfStream()).isTrue();
    }

    private void start(String tracks, String parameters) {
        say(
                "{'event':'start','sequenceNumber':'1','start':{'accountSid':'AC1','streamSid':'MZ1','callSid':'CA1','tracks':["
                        + tracks
                        + "],'mediaFormat':{'encoding':'audio/x-mulaw','sampleRate':8000,'channels':1},'customParameters':{"
                        + parameters + "}},'streamSid':'MZ1'}");
    }

    private void media(String track, int chunk) {
        say("{'event':'media','sequenceNumber':'" + (chunk + 1) + "','media':{'track':'" + track + "','chunk':'" + chunk
                + "','timestamp':'" + 20 * chunk + "','payload':'"
                + Base64.getEncoder().encodeToString(new byte[160]) + "'},'streamSid':'MZ1'}");
    }

    private void say(String message) {
        call.text(message.replace('\'', '"'));
    }
}
