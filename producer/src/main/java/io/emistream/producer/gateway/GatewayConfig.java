package io.emistream.producer.gateway;

import io.emistream.producer.gateway.consent.ConsentPolicy;
import io.emistream.producer.gateway.door.Door;
import io.emistream.producer.gateway.door.Origins;
import io.emistream.producer.gateway.socket.SocketRules;
import io.emistream.producer.gateway.voice.IngestRules;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How the gateway is to be.
 *
 * @param host name or address to listen on
 * @param port 0 for any free one
 * @param tls empty for plain connections
 * @param ingest what a voice may take up
 * @param sockets what a connection may be like
 * @param origins web pages that may connect
 * @param door who may speak
 * @param policy what has to be known of consent
 * @param window how far back the end of a stream that is resumed is searched for
 */
public record GatewayConfig(
        String host,
        int port,
        Optional<Tls> tls,
        IngestRules ingest,
        SocketRules sockets,
        Origins origins,
        Door door,
        ConsentPolicy policy,
        Duration window) {
    private static final int LAST_PORT = 65_535;

    public GatewayConfig {
        if (port < 0 || port > LAST_PORT)
            throw new IllegalArgumentException("gateway port " + port + "; give 0 (any free) to " + LAST_PORT);
        if (window.compareTo(Duration.ofSeconds(10)) < 0)
            throw new IllegalArgumentException("resume window " + window + "; give at least 10 s");
    }

    /** Plain, for everybody on this machine, no web page; streams can be resumed within ten minutes. */
    public static GatewayConfig local(int port) {
        return new GatewayConfig(
                "127.0.0.1",
                port,
                Optional.empty(),
                IngestRules.standard(),
                SocketRules.standard(),
                new Origins(Set.of()),
                Door.OPEN,
                ConsentPolicy.NONE,
                Duration.ofMinutes(10));
    }

    /** The same elsewhere. */
    public GatewayConfig at(String otherHost, Optional<Tls> otherTls) {
        return new GatewayConfig(otherHost, port, otherTls, ingest, sockets, origins, door, policy, window);
    }

    /** The same with other limits. */
    public GatewayConfig by(IngestRules otherIngest, SocketRules otherSockets, Duration otherWindow) {
        return new GatewayConfig(host, port, tls, otherIngest, otherSockets, origins, door, policy, otherWindow);
    }

    /** The same for others. */
    public GatewayConfig admitting(Origins otherOrigins, Door otherDoor) {
        return new GatewayConfig(host, port, tls, ingest, sockets, otherOrigins, otherDoor, policy, window);
    }

    /** The same, asking for that of consent. */
    public GatewayConfig heeding(ConsentPolicy otherPolicy) {
        return new GatewayConfig(host, port, tls, ingest, sockets, origins, door, otherPolicy, window);
    }
}
