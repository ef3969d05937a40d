package io.emistream.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.app.broker.BrokerOptions;
import io.emistream.app.broker.EmbeddedBroker;
import io.emistream.app.role.Cluster;
import io.emistream.producer.gateway.GatewayConfig;
import io.emistream.producer.gateway.GatewayServer;
import io.emistream.producer.gateway.socket.SocketRules;
import io.emistream.producer.gateway.voice.IngestRules;
import io.emistream.schemas.InMemoryRegistry;
import io.emistream.schemas.Pcm16;
import io.emistream.schemas.TopicCreation;
import io.emistream.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayOutageIT {
    private static final int SECOND = 32_000;

    private static final String CONFIG =
            "{'type':'config','session':'away','participant':'anna','encoding':'s16le','sampleRate':16000}";

    private final byte[] bytes = new byte[70 * SECOND];

    @TempDir
    private Path folder;

    private Cluster cluster;
    private BrokerOptions options;
    private EmbeddedBroker broker;

    @BeforeEach
    void start() throws Exception {
        new Random(1).nextBytes(bytes);
        options = BrokerOptions.temporary().in(folder.resolve("kafka"));
        broker = EmbeddedBroker.start(options);
        cluster = new Cluster(broker.bootstrap(), Topics.with(new InMemoryRegistry()));
        try (var admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap()))) {
            new TopicCreation(1, (short) 1)
                    .createMissing(admin, cluster.topics().all());
        }
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void keepsThreeSecondsWhileKafkaIsAwayThenSaysSoAndLosesNothing() throws Exception {
        var rules = IngestRules.standard().waiting(Duration.ofSeconds(3), 4 << 20);
        try (var gateway = gateway(rules);
                var speaker = speaker(gateway)) {
            broker.close();
            speaker.send(bytes, 2 * SECOND, 5 * SECOND, SECOND);
            var told = speaker.hear("error");
            assertThat(told.path("code").asText()).as("%s", told).isEqualTo("storage_unavailable");
            assertThat(told.path("fatal").asBoolean()).isFalse();
            assertThat(speaker.acknowledged()).isEqualTo(32_000);
            back(gateway);

            var next = told.path("nextSample").asInt();
            assertThat(next).isBetween(32_001, 5 * 16_000);
            speaker.say("{'type':'resend','from':" + next + "}");
            speaker.send(bytes, 2 * next, 6 * SECOND, SECOND / 2);
            end(speaker, 6 * SECOND);
        }
    }

    @Test
    @Tag("long")
    void aMinuteWithoutKafkaIsKeptAndNobodyNeedsToSendAnythingAgain() throws Exception {
        try (var gateway = gateway(IngestRules.standard());
                var speaker = speaker(gateway)) {
            broker.close();
            long away = System.nanoTime();
            for (int second = 2; second < 62; second++) {
                speaker.send(bytes, second * SECOND, (second + 1) * SECOND, SECOND / 10);
                long due = Duration.ofSeconds(second - 1).toNanos();
                Stored.waitUntil(() -> System.nanoTime() - away >= due);
            }
            assertThat(speaker.acknowledged()).isEqualTo(32_000);
            back(gateway);

            speaker.send(bytes, 62 * SECOND, 70 * SECOND, SECOND);
            end(speaker, 70 * SECOND);
            assertThat(speaker.acknowledged()).isEqualTo(70 * 16_000);
        }
    }

    private GatewayServer gateway(IngestRules rules) {
        return GatewayOptions.start(
                GatewayConfig.local(0).by(rules, SocketRules.standard(), Duration.ofMinutes(1)), cluster);
    }

    /** One whose first two seconds are stored. */
    private Speaker speaker(GatewayServer gateway) {
        var speaker = new Speaker(gateway.address().resolve("v1/ingest"));
        speaker.say(CONFIG);
        speaker.hear("ready");
        speaker.send(bytes, 0, 2 * SECOND, SECOND);
        speaker.hear(message -> message.path("samples").asLong() == 32_000);
        return speaker;
    }

    private void back(GatewayServer gateway) throws Exception {
        var port = Integer.parseInt(cluster.bootstrap().split(":")[1]);
        broker = EmbeddedBroker.start(options.onPort(port));
        Stored.waitUntil(() -> gateway.text().endsWith(" 0 bytes wait for Kafka"));
    }

    private void end(Speaker speaker, int length) throws Exception {
        speaker.say("{'type':'end'}");
        speaker.hear("ended");
        assertThat(Stored.samples(Stored.stream(cluster, "away", "anna")))
                .isEqualTo(Pcm16.shorts(Arrays.copyOf(bytes, length)));
    }
}
