package io.emistream.app.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.app.gateway.GatewayOptions;
import io.emistream.app.gateway.Speaker;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.role.Cluster;
import io.emistream.app.role.FlatScorer;
import io.emistream.app.role.Roles;
import io.emistream.client.Consent;
import io.emistream.client.Encoding;
import io.emistream.client.IngestException;
import io.emistream.client.Options;
import io.emistream.client.SpeechStream;
import io.emistream.client.Voice;
import io.emistream.processor.AffectProcessor;
import io.emistream.processor.ProcessorConfig;
import io.emistream.processor.ProcessorRules;
import io.emistream.processor.load.Overload;
import io.emistream.producer.ChunkPublisher;
import io.emistream.producer.gateway.GatewayConfig;
import io.emistream.producer.gateway.consent.PolicyFile;
import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.ConsentState;
import io.emistream.schemas.avro.SessionEventType;
import io.emistream.schemas.consent.ConsentSubject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls in real time, with an event five times a second, whose consent is revoked while they speak. */
@Timeout(180)
class RevokedCallIT {
    private static final long LIMIT_MS = 1_000;
    private static final Duration AFTERWARDS = Duration.ofSeconds(2);
    private static final Lifecycle LIFECYCLE = new Lifecycle();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Cluster cluster;

    @SuppressWarnings("NullAway.Init")
    private static URI gateway;

    @SuppressWarnings("NullAway.Init")
    private static AffectProcessor processor;

    @BeforeAll
    static void start() {
        cluster = Roles.embedded(folder.resolve("kafka"), "127.0.0.1", 0, 0, LIFECYCLE)
                .cluster();
        processor = processor();
        var policy = PolicyFile.parse("{\"requireConsent\": true, \"purposes\": [\"coaching\"]}");
        gateway = LIFECYCLE
                .add("gateway", GatewayOptions.start(GatewayConfig.local(0).heeding(policy), cluster))
                .address();
    }

    @AfterAll
    static void stop() {
        processor.close();
        LIFECYCLE.close();
    }

    @Test
    void revokedByAnOperatorNoEventFollowsAndTheClientIsTold(TestReporter reporter) {
        try (var published = new Published(cluster)) {
            for (int i = 0; i < 5; i++) {
                var session = "call-" + i;
                try (var speaker = speaker(session);
                        var voice = new LiveVoice(samples -> send(speaker, samples))) {
                    published.until(() -> published.scores(session).size() >= 5, "five scores of " + session);
                    published.poll(Duration.ofMillis(40 * i)); // at all times between two events
                    long after = revoke(published, session, i % 2 == 0 ? null : "anna");
                    reporter.publishEntry(session + ": last event after the revocation, ms", Long.toString(after));

                    assertThat(after).isLessThan(LIMIT_MS);
                    assertThat(speaker.hear("error").path("code").asText()).isEqualTo("consent_revoked");
                    assertThat(speaker.hear("closed").path("closeCode").asInt()).isEqualTo(4008);
                }
                assertThat(published.told(session, SessionEventType.CONSENT_REVOKED))
                        .singleElement()
                        .satisfies(event -> assertThat(event.getParticipantId()).isEqualTo("anna"));
            }
        }
    }

    @Test
    void whoSpeaksOnPastTheGatewayIsNotScoredUntilItIsGrantedAgainAlsoAfterARestart(TestReporter reporter) {
        try (var published = new Published(cluster);
                var publisher = ChunkPublisher.connect(cluster.topics().audioChunks(), cluster.clients());
                var anna = LiveVoice.onto(publisher, "past", "anna");
                var ben = LiveVoice.onto(publisher, "past", "ben")) {
            published.until(() -> published.scores("past").size() >= 10, "ten scores of both");
            long after = revoke(published, "past", "anna");
            reporter.publishEntry("past the gateway: last event after the revocation, ms", Long.toString(after));
            assertThat(after).isLessThan(LIMIT_MS);

            processor.close();
            processor = processor();
            int before = of("anna", published);
            int others = of("ben", published);
            published.until(() -> of("ben", published) >= others + 5, "five more scores of ben after the restart");
            assertThat(of("anna", published)).isEqualTo(before);
            assertThat(published.told("past", SessionEventType.CONSENT_REVOKED)).hasSize(1);

            say(ConsentState.GRANTED, "past", "anna");
            published.until(() -> of("anna", published) >= before + 5, "five scores of anna after the grant");
        }
    }

    @Test
    void aVoiceThatRevokesItselfIsScoredNoMore(TestReporter reporter) {
        try (var published = new Published(cluster);
                var speaker = speaker("own")) {
            try (var voice = new LiveVoice(samples -> send(speaker, samples))) {
                published.until(() -> published.scores("own").size() >= 5, "five scores");
            }
            long at = System.currentTimeMillis();
            speaker.say("{'type':'revoke'}");
            speaker.hear("revoked");
            published.poll(AFTERWARDS);

            long after = last(published, "own", null) - at;
            reporter.publishEntry("by the voice itself: last event after the revocation, ms", Long.toString(after));
            assertThat(after).isLessThan(LIMIT_MS);
            assertThat(speaker.hear("closed").path("closeCode").asInt()).isEqualTo(1000);
            assertThat(published.told("own", SessionEventType.CONSENT_REVOKED)).hasSize(1);
        }
        try (var again = speaker("own")) {
            assertThat(again.hear("error").path("code").asText()).isEqualTo("consent_revoked");
        }
    }

    @Test
    void theLibraryForJavaSaysWhatWasAgreedToAndTakesItBack() throws Exception {
        var voice = new Voice("library", "anna", Encoding.S16LE, 16_000);
        var options = Options.standard();
        assertThatThrownBy(() -> SpeechStream.open(gateway, voice, options, event -> {}))
                .isInstanceOfSatisfying(IngestException.class, refused -> assertThat(refused.code())
                        .isEqualTo("consent_required"));

        var agreed = options.with(Consent.granted().purpose("coaching"));
        try (var stream = SpeechStream.open(gateway, voice, agreed, event -> {})) {
            stream.write(new byte[32_000]);
            stream.revoke();
            assertThatThrownBy(() -> stream.write(new byte[32_000]))
                    .isInstanceOfSatisfying(IngestException.class, over -> assertThat(over.code())
                            .isEqualTo("consent_revoked"));
        }
        assertThat(new Registrar(cluster, InstantSource.system()).all())
                .filteredOn(message -> message.getSubject().equals("consent/library/anna"))
                .singleElement()
                .satisfies(
                        message -> assertThat(message.getConsent().getState()).isEqualTo(ConsentState.REVOKED));
    }

    @Test
    void aRecordThatCannotBeReadCountsAsRevokedUntilItIsForgotten() throws Exception {
        var control = cluster.topics().control().name();
        var key = new ConsentSubject("garbled", null).key();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", cluster.bootstrap()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(control, key, new byte[] {1, 2, 3}))
                    .get();
            try (var speaker = speaker("garbled")) {
                assertThat(speaker.hear("error").path("code").asText()).isEqualTo("consent_revoked");
            }

            producer.send(new ProducerRecord<>(control, key, null)).get();
            try (var speaker = speaker("garbled")) {
                speaker.hear("ready");
            }
        }
    }

    /** @return milliseconds from the revocation, before it is sent, to the last event that is read; negative when none follows */
    private static long revoke(Published published, String session, @Nullable String participant) {
        long at = System.currentTimeMillis();
        say(ConsentState.REVOKED, session, participant);
        published.poll(AFTERWARDS);
        return last(published, session, participant) - at;
    }

    private static void say(ConsentState state, String session, @Nullable String participant) {
        new Registrar(cluster, InstantSource.system())
                .say(state, new ConsentSubject(session, participant), null, null, "the test");
    }

    private static long last(Published published, String session, @Nullable String participant) {
        return published.scores(session).stream()
                .filter(one -> participant == null || one.participant().equals(participant))
                .mapToLong(Published.Seen::readAt)
                .max()
                .orElseThrow();
    }

    private static int of(String participant, Published published) {
        return (int) published.scores("past").stream()
                .filter(one -> one.participant().equals(participant))
                .count();
    }

    private static Speaker speaker(String session) {
        var speaker = new Speaker(gateway.resolve("v1/ingest"));
        speaker.say(
                "{'type':'config','session':'" + session
                        + "','participant':'anna','encoding':'s16le','sampleRate':16000,'consent':'granted','purpose':'coaching'}");
        return speaker;
    }

    private static void send(Speaker speaker, short[] samples) {
        var bytes = Pcm16.encode(samples);
        speaker.send(bytes, 0, bytes.length, bytes.length);
    }

    private static AffectProcessor processor() {
        return AffectProcessor.start(
                ProcessorConfig.standard(cluster.bootstrap(), folder.resolve("state"))
                        .by(ProcessorRules.standard().ofAnySound().hopping(Duration.ofMillis(200))),
                cluster.topics(),
                new FlatScorer(),
                Overload.admittingAll());
    }
}
