package io.emistream.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.app.broker.BrokerOptions;
import io.emistream.app.broker.EmbeddedBroker;
import io.emistream.app.role.Cluster;
import io.emistream.producer.gateway.GatewayConfig;
import io.emistream.producer.gateway.socket.SocketRules;
import io.emistream.producer.gateway.voice.IngestRules;
import io.emistream.schemas.InMemoryRegistry;
import io.emistream.schemas.Pcm16;
import io.emistream.schemas.TopicCreation;
import io.emistream.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayOutageIT {
    private static final int SECOND = 32_000;

    @Test
    void keepsThreeSecondsWhileKafkaIsAwayThenSaysSoAndLosesNothing(@TempDir Path folder) throws Exception {
        var options = BrokerOptions.temporary().in(folder.resolve("kafka"));
        var broker = EmbeddedBroker.start(options);
        var port = Integer.parseInt(broker.bootstrap().split(":")[1]);
        var cluster = new Cluster(broker.bootstrap(), Topics.with(new InMemoryRegistry()));
        try (var admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap()))) {
            new TopicCreation(1, (short) 1)
                    .createMissing(admin, cluster.topics().all());
        }
        var rules = IngestRules.standard().waiting(Duration.ofSeconds(3), 4 << 20);
        var config = GatewayConfig.local(0).by(rules, SocketRules.standard(), Duration.ofMinutes(1));
        var bytes = new byte[6 * SECOND];
        new Random(1).nextBytes(bytes);
        try (var gateway = GatewayOptions.start(config, cluster);
                var speaker = new Speaker(gateway.address().resolve("v1/ingest"))) {
            speaker.say(
                    "{'type':'config','session':'away','participant':'anna','encoding':'s16le','sampleRate':16000}");
            speaker.hear("ready");
            speaker.send(bytes, 0, 2 * SECOND, SECOND);
            speaker.hear(message -> message.path("samples").asLong() == 32_000);

            broker.close();
            speaker.send(bytes, 2 * SECOND, 5 * SECOND, SECOND);
            var told = speaker.hear("error");
            assertThat(told.path("code").asText()).as("%s", told).isEqualTo("storage_unavailable");
            assertThat(told.path("fatal").asBoolean()).isFalse();
            assertThat(speaker.acknowledged()).isEqualTo(32_000);
            broker = EmbeddedBroker.start(options.onPort(port));
            Stored.waitUntil(() -> gateway.text().endsWith(" 0 bytes wait for Kafka"));

            var next = told.path("nextSample").asInt();
            assertThat(next).isBetween(32_001, 5 * 16_000);
            speaker.say("{'type':'resend','from':" + next + "}");
            speaker.send(bytes, 2 * next, bytes.length, SECOND / 2);
            speaker.say("{'type':'end'}");
            speaker.hear("ended");
            assertThat(Stored.samples(Stored.stream(cluster, "away", "anna"))).isEqualTo(Pcm16.shorts(bytes));
        } finally {
            broker.close();
        }
    }
}
