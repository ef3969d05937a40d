package io.emistream.producer.gateway;

/** The gateway cannot listen where it was told to; the message says where, why and what to do. */
public final class GatewayBindException extends RuntimeException {
    private static final long serialVersionUID = 1;

    GatewayBindException(String host, int port, Throwable cause) {
        super(
                "the gateway cannot listen on " + host + ":" + port + " (" + cause.getMessage()
                        + "); give another address or port, or 0 for any free one",
                cause);
    }
}
