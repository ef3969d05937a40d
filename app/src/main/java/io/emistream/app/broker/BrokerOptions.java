package io.emistream.app.broker;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an embedded broker listens and keeps its data.
 *
 * @param host address to bind and to advertise; loopback unless others must reach it
 * @param port 0 for any free one
 * @param folder kept and reopened; empty for a temporary one that is deleted at close
 * @param quorum the others; empty for a broker that is alone
 * @param detour a second way in
 */
public record BrokerOptions(
        String host, int port, Optional<Path> folder, Optional<Quorum> quorum, Optional<Detour> detour) {

    /**
     * A second listener for clients that are to reach the broker through something else, a proxy for one.
     *
     * @param port where the broker listens
     * @param advertised port that it tells these clients instead, on the same host
     */
    public record Detour(int port, int advertised) {}

    /** A broker that is alone. */
    public BrokerOptions(String host, int port, Optional<Path> folder) {
        this(host, port, folder, Optional.empty(), Optional.empty());
    }

    /** On loopback, any port, nothing kept. */
    public static BrokerOptions temporary() {
        return new BrokerOptions("127.0.0.1", 0, Optional.empty());
    }

    public BrokerOptions onPort(int other) {
        return new BrokerOptions(host, other, folder, quorum, detour);
    }

    public BrokerOptions in(Path other) {
        return new BrokerOptions(host, port, Optional.of(other), quorum, detour);
    }

    public BrokerOptions among(Quorum others) {
        return new BrokerOptions(host, port, folder, Optional.of(others), detour);
    }

    public BrokerOptions by(Detour way) {
        return new BrokerOptions(host, port, folder, quorum, Optional.of(way));
    }
}
