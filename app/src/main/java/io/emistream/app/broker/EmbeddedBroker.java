package io.emistream.app.broker;

import io.emistream.app.problem.EnvironmentProblem;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker in this process: a KRaft node, broker and controller in one, alone or one of several; exactly-once included. The only class
 * that touches Kafka's server internals. Start once, close once; a kept folder can be opened again later.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private final String host;
    private final int port;
    private final BrokerFolder folder;
    private final KafkaRaftServer server;

    private EmbeddedBroker(String host, int port, BrokerFolder folder, KafkaRaftServer server) {
        this.host = host;
        this.port = port;
        this.folder = folder;
        this.server = server;
    }

    /**
     * Starts a broker; returns when it takes requests, for which most of the quorum must run.
     *
     * @throws EnvironmentProblem when the port is in use, or the folder cannot be written or is held by another broker
     */
    public static EmbeddedBroker start(BrokerOptions options) {
        int port = Ports.free("the embedded Kafka broker", options.host(), options.port());
        var quorum = options.quorum().orElseGet(Quorum::alone);
        var folder = BrokerFolder.open(options.folder());
        try {
            var logs = folder.path().resolve("logs");
            format(logs, quorum);
            var config = new KafkaConfig(BrokerSettings.of(options, port, quorum, logs), false);
            var server = new KafkaRaftServer(config, Time.SYSTEM);
            server.startup();
            return new EmbeddedBroker(options.host(), port, folder, server);
        } catch (Exception e) {
            folder.close();
            throw new EnvironmentProblem(
                    "the embedded Kafka broker did not start in " + folder.path() + " (" + e.getMessage()
                            + "): choose another folder, or an empty one",
                    e);
        }
    }

    /** {@code host:port} for clients. */
    public String bootstrap() {
        return host + ":" + port;
    }

    /** Flushes and stops; deletes the folder if it was temporary. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        folder.close();
    }

    private static void format(Path logs, Quorum quorum) throws Exception {
        if (Files.exists(logs.resolve("meta.properties"))) return;
        new Formatter()
                .setClusterId(quorum.clusterId())
                .setNodeId(quorum.node())
                .addDirectory(logs.toString())
                .setMetadataLogDirectory(logs.toString())
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setControllerListenerName("CONTROLLER")
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }
}
