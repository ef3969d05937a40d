package io.emistream.producer.gateway;

import io.emistream.producer.gateway.consent.Attendance;
import io.emistream.producer.gateway.consent.ConsentDesk;
import io.emistream.producer.gateway.door.Seats;
import io.emistream.producer.gateway.kafka.KafkaChunkLog;
import io.emistream.producer.gateway.kafka.KafkaConsentLog;
import io.emistream.producer.gateway.livekit.LiveKitTrack;
import io.emistream.producer.gateway.page.CapturePage;
import io.emistream.producer.gateway.protocol.Context;
import io.emistream.producer.gateway.protocol.NativeConversation;
import io.emistream.producer.gateway.raw.RawSocket;
import io.emistream.producer.gateway.results.ResultFeed;
import io.emistream.producer.gateway.socket.Newcomers;
import io.emistream.producer.gateway.socket.Protocol;
import io.emistream.producer.gateway.socket.Sockets;
import io.emistream.producer.gateway.twilio.MediaStream;
import io.emistream.producer.gateway.voice.Clocks;
import io.emistream.producer.gateway.voice.Ingest;
import io.emistream.schemas.Topics;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running gateway: takes live audio over WebSockets and publishes it as chunks. It keeps no state of its own: after a kill, clients resume where
 * Kafka says. Thread-safe; single use.
 *
 * <p>Threads: {@code gateway-…} of Jetty bring frames and do the work for them, 64 at most; {@code gateway-clock} acknowledges, pings and
 * finds dead connections; {@code gateway-results} reads scores; {@code consents} reads revocations; {@code gateway-log} hands chunks to Kafka's producer, which has one for receipts.
 */
public final class GatewayServer implements AutoCloseable {
    /** Nobody is let in whose revocation might be unknown: without Kafka there is no gateway. */
    private static KafkaConsentLog consents(
            Topics topics, Map<String, String> kafka, Attendance attendance, KafkaChunkLog log) {
        try {
            return KafkaConsentLog.connect(topics, kafka, attendance);
        } catch (KafkaException e) {
            log.close();
            throw e;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);
    private static final int THREADS = 64;

    private final Server http;
    private final Sockets sockets;
    private final Ingest ingest;
    private final ResultFeed results;
    private final KafkaChunkLog log;
    private final KafkaConsentLog consents;
    private final URI address;

    private GatewayServer(
            Server http,
            Sockets sockets,
            Ingest ingest,
            ResultFeed results,
            KafkaChunkLog log,
            KafkaConsentLog consents,
            URI address) {
        this.http = http;
        this.sockets = sockets;
        this.ingest = ingest;
        this.results = results;
        this.log = log;
        this.consents = consents;
        this.address = address;
    }

    /**
     * Starts it; returns when it takes connections.
     *
     * @param kafka settings of Kafka clients, {@code bootstrap.servers} at least
     * @throws GatewayBindException when it cannot listen where the configuration says
     */
    public static GatewayServer start(GatewayConfig config, Map<String, String> kafka, Topics topics, Clocks clocks) {
        var log = KafkaChunkLog.connect(
                topics.audioChunks(), kafka, config.ingest().room(), config.window(), clocks.wall());
        var ingest = new Ingest(log, config.ingest(), clocks);
        var results = new ResultFeed(topics.affectEvents(), kafka);
        var sockets = new Sockets(config.sockets(), clocks.nanos());
        var attendance = new Attendance();
        var consents = consents(topics, kafka, attendance, log);
        var newcomers = new Newcomers(config.sockets(), clocks.nanos());
        var context = new Context(
                ingest,
                config.door(),
                new Seats(config.sockets().perToken()),
                new ConsentDesk(config.policy(), attendance, consents, clocks.wall()),
                results,
                config.sockets().slowest(),
                clocks.nanos());
        var page = new CapturePage(config.policy());
        var http = server(page, container -> configure(container, config, sockets, context));
        var connector = connector(http, config);
        connector.addBean(newcomers);
        try {
            http.start();
        } catch (Exception e) {
            sockets.close();
            log.close();
            consents.close();
            throw new GatewayBindException(config.host(), config.port(), e);
        }
        results.start();
        sockets.start(() -> {
            newcomers.tick();
            ingest.sweep();
        });
        var host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
        var scheme = config.tls().isPresent() ? "wss://" : "ws://";
        var address = URI.create(scheme + host + ":" + connector.getLocalPort() + "/");
        LOG.atInfo().addKeyValue("address", address).log("gateway serves");
        return new GatewayServer(http, sockets, ingest, results, log, consents, address);
    }

    /** Where it answers, with the port it really has. */
    public URI address() {
        return address;
    }

    /** What it carries, in words. */
    public String text() {
        return sockets.size() + " connections, " + ingest.voices() + " voices, " + ingest.waitingBytes()
                + " bytes wait for Kafka";
    }

    /** Tells clients to go elsewhere, stops, and sends what waits, for up to 5 s. */
    @Override
    public void close() throws Exception {
        sockets.close();
        http.stop();
        results.close();
        log.close();
        consents.close();
    }

    private static Server server(CapturePage page, Consumer<ServerWebSocketContainer> sockets) {
        var threads = new QueuedThreadPool(THREADS);
        threads.setName("gateway");
        var http = new Server(threads);
        var upgrades = WebSocketUpgradeHandler.from(http, sockets);
        upgrades.setHandler(page);
        http.setHandler(upgrades);
        return http;
    }

    private static ServerConnector connector(Server http, GatewayConfig config) {
        var settings = new HttpConfiguration();
        settings.setSendServerVersion(false);
        var connector = config.tls()
                .map(tls -> {
                    var ssl = new SslContextFactory.Server();
                    ssl.setKeyStore(tls.keys());
                    ssl.setKeyStorePassword(new String(tls.password()));
                    settings.addCustomizer(new SecureRequestCustomizer(false));
                    return new ServerConnector(http, ssl, new HttpConnectionFactory(settings));
                })
                .orElseGet(() -> new ServerConnector(http, new HttpConnectionFactory(settings)));
        connector.setHost(config.host());
        connector.setPort(config.port());
        http.addConnector(connector);
        return connector;
    }

    private static void configure(
            ServerWebSocketContainer container, GatewayConfig config, Sockets sockets, Context context) {
        var rules = config.sockets();
        container.setMaxTextMessageSize(rules.largestText());
        container.setMaxBinaryMessageSize(rules.largestBinary());
        container.setIdleTimeout(rules.silence().multipliedBy(2));
        Map<String, Protocol> protocols = Map.of(
                "/v1/ingest", (visit, peer) -> new NativeConversation(context, visit, peer),
                "/livekit", (visit, peer) -> LiveKitTrack.begin(context, visit, peer),
                "/twilio", (visit, peer) -> new MediaStream(context, visit, peer),
                "/raw", (visit, peer) -> RawSocket.begin(context, visit, peer));
        protocols.forEach(
                (path, protocol) -> container.addMapping(path, new Reception(protocol, config.origins(), sockets)));
    }
}
