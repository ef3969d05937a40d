package io.emistream.app.broker;

import io.emistream.app.problem.EnvironmentProblem;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker in this process: one KRaft node, broker and controller in one, exactly-once included. The only class
 * that touches Kafka's server internals. Start once, close once; a kept folder can be opened again later.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final int NODE = 1;

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
     * Starts a broker; returns when it takes requests.
     *
     * @throws EnvironmentProblem when the port is in use, or the folder cannot be written or is held by another broker
     */
    public static EmbeddedBroker start(BrokerOptions options) {
        int port = Ports.free("the embedded Kafka broker", options.host(), options.port());
        int controllerPort = Ports.free("the embedded Kafka controller", "127.0.0.1", 0);
        var folder = BrokerFolder.open(options.folder());
        try {
            var logs = folder.path().resolve("logs");
            format(logs);
            var config = new KafkaConfig(settings(options.host(), port, controllerPort, logs), false);
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

    private static void format(Path logs) throws Exception {
        if (Files.exists(logs.resolve("meta.properties"))) return;
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NODE)
                .addDirectory(logs.toString())
                .setMetadataLogDirectory(logs.toString())
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setControllerListenerName("CONTROLLER")
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }

    private static Map<String, String> settings(String host, int port, int controllerPort, Path logs) {
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", String.valueOf(NODE)),
                Map.entry("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort),
                Map.entry(
                        "listeners", "PLAINTEXT://" + host + ":" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
                Map.entry("advertised.listeners", "PLAINTEXT://" + host + ":" + port),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("inter.broker.listener.name", "PLAINTEXT"),
                Map.entry("log.dirs", logs.toString()),
                // one node keeps every internal topic alone, exactly-once included
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("auto.create.topics.enable", "false"),
                // a laptop's broker: no waiting for peers, few threads, little memory
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("broker.heartbeat.interval.ms", "1000"),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"),
                Map.entry("background.threads", "2"),
                Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
                Map.entry("log.index.size.max.bytes", "1048576"),
                Map.entry("metric.reporters", ""));
    }
}
