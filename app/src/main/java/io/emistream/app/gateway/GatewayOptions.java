package io.emistream.app.gateway;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.problem.UsageProblem;
import io.emistream.app.role.Cluster;
import io.emistream.producer.gateway.GatewayBindException;
import io.emistream.producer.gateway.GatewayConfig;
import io.emistream.producer.gateway.GatewayServer;
import io.emistream.producer.gateway.door.Door;
import io.emistream.producer.gateway.door.Origins;
import io.emistream.producer.gateway.socket.SocketRules;
import io.emistream.producer.gateway.voice.Clocks;
import io.emistream.producer.gateway.voice.IngestRules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the gateway is to be, besides where it listens; and its start. */
public final class GatewayOptions {
    private static final int MEBI = 1 << 20;

    @Mixin
    private final TlsOptions tls = new TlsOptions();

    @Mixin
    private final SecretOption secret = new SecretOption();

    @Mixin
    private final PolicyOption policy = new PolicyOption();

    @Option(
            names = "--origin",
            paramLabel = "URL",
            description =
                    "gateway: web pages of this origin may connect, such as https://example.com, or *; may be repeated")
    private Set<String> origins = new LinkedHashSet<>();

    @Option(
            names = "--max-connections",
            defaultValue = "1000",
            paramLabel = "N",
            description = "of the gateway; default ${DEFAULT-VALUE}")
    private int connections;

    @Option(
            names = "--max-per-address",
            defaultValue = "1000",
            paramLabel = "N",
            description = "connections of one address to the gateway; default ${DEFAULT-VALUE}")
    private int perAddress;

    @Option(
            names = "--max-per-token",
            defaultValue = "1000",
            paramLabel = "N",
            description = "streams at a time that one token lets in; default ${DEFAULT-VALUE}")
    private int perToken;

    @Option(
            names = "--max-speed",
            defaultValue = "4",
            paramLabel = "X",
            description = "times real time that the gateway takes audio at, in the long run; default ${DEFAULT-VALUE}")
    private double speed;

    @Option(
            names = "--buffer-seconds",
            defaultValue = "90",
            paramLabel = "S",
            description = "audio of a voice that waits for Kafka at most; default ${DEFAULT-VALUE}")
    private int bufferSeconds;

    @Option(
            names = "--buffer-mb",
            defaultValue = "64",
            paramLabel = "MB",
            description = "audio of all voices that waits for Kafka at most; default ${DEFAULT-VALUE}")
    private int bufferMegabytes;

    @Option(
            names = "--resume-minutes",
            defaultValue = "10",
            paramLabel = "MIN",
            description = "after which a broken stream cannot be resumed any more; default ${DEFAULT-VALUE}")
    private int resumeMinutes;

    /** All of it, to listen there. Throws {@link UsageProblem} when something cannot be right. */
    public GatewayConfig config(String host, int port) {
        UsageProblem.unlessWithin("--resume-minutes", resumeMinutes, 1, 24 * 60);
        UsageProblem.unlessWithin("--max-connections", connections, 1, 100_000);
        UsageProblem.unlessWithin("--max-per-address", perAddress, 1, 100_000);
        UsageProblem.unlessWithin("--max-per-token", perToken, 1, 100_000);
        UsageProblem.unlessWithin("--buffer-seconds", bufferSeconds, 1, 600);
        UsageProblem.unlessWithin("--buffer-mb", bufferMegabytes, 1, 1024);
        try {
            var ingest = IngestRules.standard()
                    .atSpeed(speed)
                    .waiting(Duration.ofSeconds(bufferSeconds), (long) bufferMegabytes * MEBI);
            var sockets =
                    SocketRules.standard().connections(connections, perAddress).ofOneToken(perToken);
            var door = secret.tokens().map(Door.class::cast).orElse(Door.OPEN);
            return GatewayConfig.local(port)
                    .at(host, tls.read())
                    .by(ingest, sockets, Duration.ofMinutes(resumeMinutes))
                    .admitting(new Origins(origins), door)
                    .heeding(policy.read());
        } catch (IllegalArgumentException e) {
            throw new UsageProblem("gateway: " + e.getMessage());
        }
    }

    /** Starts it. Throws {@link EnvironmentProblem} when it cannot listen there, or Kafka does not answer. */
    public static GatewayServer start(GatewayConfig config, Cluster cluster) {
        try {
            return GatewayServer.start(
                    config, cluster.clients(), cluster.topics(), new Clocks(InstantSource.system(), System::nanoTime));
        } catch (GatewayBindException e) {
            throw new EnvironmentProblem(String.valueOf(e.getMessage()), e);
        } catch (KafkaException e) {
            throw Cluster.unusable(cluster.bootstrap(), e);
        }
    }
}
