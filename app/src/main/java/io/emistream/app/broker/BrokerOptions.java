package io.emistream.app.broker;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an embedded broker listens and keeps its data.
 *
 * @param host address to bind and to advertise; loopback unless others must reach it
 * @param port 0 for any free one
 * @param folder kept and reopened; empty for a temporary one that is deleted at close
 */
public record BrokerOptions(String host, int port, Optional<Path> folder) {

    /** On loopback, any port, nothing kept. */
    public static BrokerOptions temporary() {
        return new BrokerOptions("127.0.0.1", 0, Optional.empty());
    }

    public BrokerOptions onPort(int other) {
        return new BrokerOptions(host, other, folder);
    }

    public BrokerOptions in(Path other) {
        return new BrokerOptions(host, port, Optional.of(other));
    }
}
