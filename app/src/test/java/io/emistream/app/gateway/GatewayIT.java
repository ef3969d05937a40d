package io.emistream.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.process.JavaProcess;
import io.emistream.app.role.Cluster;
import io.emistream.app.role.Roles;
import io.emistream.audio.SampleEncoding;
import io.emistream.producer.gateway.GatewayConfig;
import io.emistream.producer.gateway.GatewayServer;
import io.emistream.producer.gateway.Tls;
import io.emistream.producer.gateway.door.Origins;
import io.emistream.producer.gateway.door.Tokens;
import io.emistream.producer.gateway.socket.SocketRules;
import io.emistream.producer.gateway.voice.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway before a real broker, spoken to by a WebSocket client that knows nothing of it but its documentation. */
class GatewayIT {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path folder;

    private static final Lifecycle LIFECYCLE = new Lifecycle();

    @SuppressWarnings("NullAway.Init")
    private static Roles.Embedded kafka;

    @SuppressWarnings("NullAway.Init")
    private static GatewayServer gateway;

    @BeforeAll
    static void start() {
        kafka = Roles.embedded(folder.resolve("kafka"), "127.0.0.1", 0, 0, LIFECYCLE);
        gateway = LIFECYCLE.add("gateway", GatewayOptions.start(GatewayConfig.local(0), cluster()));
    }

    @AfterAll
    static void stop() {
        LIFECYCLE.close();
    }

    @Test
    void storesAStreamAsItWouldBeReadFromAFileAndConfirmsItsEnd() {
        var bytes = Sound.of(5 * 48_000 + 11, SampleEncoding.F32LE);
        try (var speaker = new Speaker(at("v1/ingest"))) {
            speaker.say(
                    "{'type':'config','session':'native','participant':'anna','encoding':'f32le','sampleRate':48000}");
            assertThat(speaker.hear("ready").path("firstSample").asLong()).isZero();

            speaker.send(bytes, 0, bytes.length, 7_777); // cut within samples
            speaker.say("{'type':'end'}");

            speaker.hear("ended");
            assertThat(speaker.acknowledged()).isEqualTo(5 * 48_000 + 11);
            assertThat(speaker.hear("closed").path("closeCode").asInt()).isEqualTo(1000);
        }
        assertThat(samples("native", "anna")).isEqualTo(Sound.onTheLog(bytes, SampleEncoding.F32LE, 48_000));
    }

    @Test
    void goesOnWithoutLossOrDoublingWhenConnectionsBreak() {
        var bytes = Sound.of(6 * 44_100, SampleEncoding.S16LE);
        var config = "{'type':'config','session':'broken','participant':'anna','encoding':'s16le','sampleRate':44100";
        int from = 0;
        for (int to : new int[] {200_001, 300_002, 450_003}) {
            try (var speaker = new Speaker(at("v1/ingest"))) {
                speaker.say(config + (from == 0 ? "}" : ",'resume':true}"));
                from = 2 * speaker.hear("ready").path("firstSample").asInt();
                speaker.send(bytes, from, to, 3_333);
                speaker.hear("ack");
                speaker.breakOff();
            }
            from = 1;
        }
        try (var speaker = new Speaker(at("v1/ingest"))) {
            speaker.say(config + ",'resume':true}");
            from = 2 * speaker.hear("ready").path("firstSample").asInt();
            assertThat(from).isPositive();
            speaker.send(bytes, from, bytes.length, 10_000);
            speaker.say("{'type':'end'}");
            speaker.hear("ended");
        }

        assertThat(samples("broken", "anna")).isEqualTo(Sound.onTheLog(bytes, SampleEncoding.S16LE, 44_100));
    }

    @Test
    void goesOnAtAnotherGatewayAfterTheFirstWasKilled() throws Exception {
        var bytes = Sound.of(6 * 48_000, SampleEncoding.S16LE);
        var config = "{'type':'config','session':'killed','participant':'anna','encoding':'s16le','sampleRate':48000";
        long acknowledged;
        try (var doomed = JavaProcess.emi(
                folder,
                Map.of(
                        "EMI_BOOTSTRAP",
                        cluster().bootstrap(),
                        "EMI_REGISTRY",
                        kafka.registry().toString()),
                "gateway",
                "--port",
                "0")) {
            var address = URI.create(doomed.line("gateway ").split(" +")[1]);
            try (var speaker = new Speaker(address.resolve("v1/ingest"))) {
                speaker.say(config + "}");
                speaker.hear("ready");
                speaker.send(bytes, 0, bytes.length * 3 / 4, 1_001);
                speaker.hear(message -> message.path("samples").asLong() > 3 * 48_000);
                doomed.kill();
                acknowledged = speaker.acknowledged();
            }
            assertThat(doomed.err()).isEmpty();
        }

        try (var speaker = new Speaker(at("v1/ingest"))) {
            speaker.say(config + ",'resume':true}");
            int from = speaker.hear("ready").path("firstSample").asInt();
            speaker.send(bytes, 2 * from, bytes.length, 5_000);
            speaker.say("{'type':'end'}");
            speaker.hear("ended");
        }

        assertThat(acknowledged).isGreaterThan(3 * 48_000);
        assertThat(samples("killed", "anna")).isEqualTo(Sound.onTheLog(bytes, SampleEncoding.S16LE, 48_000));
    }

    @Test
    void pushesCommittedScoresOfTheSessionBack() throws Exception {
        try (var speaker = new Speaker(at("v1/ingest"));
                var deaf = new Speaker(at("v1/ingest"));
                var scores = new Scores(cluster())) {
            speaker.say(
                    "{'type':'config','session':'scored','participant':'anna','encoding':'s16le','sampleRate':16000,"
                            + "'results':'final'}");
            deaf.say("{'type':'config','session':'other','participant':'anna','encoding':'s16le','sampleRate':16000,"
                    + "'results':'final'}");
            speaker.hear("ready");
            deaf.hear("ready");

            scores.abort("scored", "aborted");
            scores.commit("scored", "scored/anna/0");
            scores.commit("other", "other/anna/0");

            assertThat(speaker.hear("result").path("event").path("segmentId").asText())
                    .isEqualTo("scored/anna/0");
            assertThat(deaf.hear("result").path("event").path("segmentId").asText())
                    .isEqualTo("other/anna/0");
        }
    }

    @Test
    void takesATrackOfLiveKit() {
        var bytes = Sound.of(48_000, SampleEncoding.S16LE);
        try (var egress = new Speaker(at("livekit?session=room&participant=anna"), "Content-Type", "audio/x-raw")) {
            egress.send(bytes, 0, bytes.length, 1_920);
            egress.hangUp();

            assertThat(samples("room", "anna")).isEqualTo(Sound.onTheLog(bytes, SampleEncoding.S16LE, 48_000));
        }
    }

    @Test
    void takesBothSidesOfATwilioCall() {
        var bytes = Sound.of(8_000, SampleEncoding.MULAW);
        try (var twilio = new Speaker(at("twilio"))) {
            twilio.say("{'event':'connected','protocol':'Call','version':'1.0.0'}");
            twilio.say(
                    "{'event':'start','sequenceNumber':'1','start':{'accountSid':'AC1','streamSid':'MZ1','callSid':'CA1',"
                            + "'tracks':['inbound','outbound'],'mediaFormat':{'encoding':'audio/x-mulaw','sampleRate':8000,"
                            + "'channels':1},'customParameters':{'outbound':'agent'}},'streamSid':'MZ1'}");
            for (int at = 0; at < bytes.length; at += 160) {
                var payload = Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, at, at + 160));
                for (var track : new String[] {"inbound", "outbound"})
                    twilio.say("{'event':'media','sequenceNumber':'2','media':{'track':'" + track
                            + "','chunk':'1','timestamp':'5','payload':'" + payload + "'},'streamSid':'MZ1'}");
            }
            twilio.say(
                    "{'event':'stop','sequenceNumber':'5','stop':{'accountSid':'AC1','callSid':'CA1'},'streamSid':'MZ1'}");

            var expected = Sound.onTheLog(bytes, SampleEncoding.MULAW, 8_000);
            assertThat(samples("CA1", "inbound")).isEqualTo(expected);
            assertThat(samples("CA1", "agent")).isEqualTo(expected);
        }
    }

    @Test
    void takesBarePcm() {
        var bytes = Sound.of(32_000, SampleEncoding.S16LE);
        try (var raw = new Speaker(at("raw?session=raw&participant=anna&encoding=s16le&sampleRate=32000"))) {
            raw.send(bytes, 0, bytes.length, 999);
            raw.say("end");

            raw.hear("ended");
        }
        assertThat(samples("raw", "anna")).isEqualTo(Sound.onTheLog(bytes, SampleEncoding.S16LE, 32_000));
    }

    @Test
    void speaksTlsWithPemFilesAndWithAKeyStore() throws Exception {
        var keys = new SelfSigned(folder);
        for (var tls : List.of(Tls.pem(keys.certificate(), keys.key()), Tls.store(keys.store(), SelfSigned.PASSWORD))) {
            var config = GatewayConfig.local(0).at("127.0.0.1", Optional.of(tls));
            try (var encrypted = GatewayOptions.start(config, cluster())) {
                assertThat(encrypted.address().getScheme()).isEqualTo("wss");
                var client = HttpClient.newBuilder().sslContext(keys.trust()).build();
                try (var speaker = new Speaker(client, true, encrypted.address().resolve("v1/ingest"))) {
                    speaker.say("{'type':'ping'}");
                    speaker.hear("pong");
                }
            }
        }
    }

    @Test
    void everyErrorIsDocumented() throws IOException {
        for (var page : new String[] {"gateway.md", "gateway.asyncapi.yaml"}) {
            var text = Files.readString(Path.of("..", "docs", page));
            for (var fault : Fault.values()) assertThat(text).as(page).contains(fault.code());
        }
    }

    @Test
    void letsInOnlyThoseWhoMay() throws Exception {
        var tokens = new Tokens(SECRET, InstantSource.system());
        var config = GatewayConfig.local(0)
                .by(
                        GatewayConfig.local(0).ingest(),
                        SocketRules.standard()
                                .connections(10, 2)
                                .beating(Duration.ofMillis(300), Duration.ofMillis(1_500)),
                        Duration.ofMinutes(1))
                .admitting(new Origins(Set.of("https://ours.example")), tokens);
        var grant = new Tokens.Grant(Optional.of("guarded"), Optional.empty(), false);
        var token = tokens.mint(grant, Duration.ofMinutes(1));
        try (var guarded = GatewayOptions.start(config, cluster())) {
            var ingest = guarded.address().resolve("v1/ingest");
            assertThatThrownBy(() -> new Speaker(ingest, "Origin", "https://theirs.example").close())
                    .hasStackTraceContaining("403");
            try (var stranger = new Speaker(ingest);
                    var friend =
                            new Speaker(ingest, "Authorization", "Bearer " + token, "Origin", "https://ours.example")) {
                assertThatThrownBy(() -> new Speaker(ingest).close()).hasStackTraceContaining("429");
                var said =
                        "{'type':'config','session':'guarded','participant':'anna','encoding':'s16le','sampleRate':16000}";
                stranger.say(said);
                friend.say(said);

                assertThat(stranger.hear("error").path("code").asText()).isEqualTo("unauthorized");
                assertThat(stranger.hear("closed").path("closeCode").asInt()).isEqualTo(4008);
                friend.hear("ready");
                try (var dead = Speaker.thatNeverReads(ingest, "Authorization", "Bearer " + token)) {
                    assertThat(dead.isOpen()).isTrue();
                    Stored.waitUntil(() -> guarded.text().startsWith("1 connections"));
                }
                friend.say("{'type':'ping'}");
                friend.hear("pong");
            }
            try (var byQuery =
                    new Speaker(guarded.address().resolve("raw?session=guarded&participant=ben&token=" + token))) {
                byQuery.say("end");
                byQuery.hear("ended");
            }
        }
    }

    private static Cluster cluster() {
        return kafka.cluster();
    }

    private static URI at(String path) {
        return gateway.address().resolve(path);
    }

    private static short[] samples(String session, String participant) {
        return Stored.samples(Stored.stream(cluster(), session, participant));
    }
}
