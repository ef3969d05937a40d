package io.emistream.producer.gateway.socket;

/**
 * Why connections are closed. After the RFC's numbers for what went wrong Jetty drops what waits to be sent and ends the connection without
 * hearing the client's close, and who still talks then may lose the reason, too. What a client is to hear therefore has the RFC's number + 3000,
 * which is ours to use, and is closed in order.
 */
public final class CloseCode {
    public static final int DONE = 1000;
    public static final int GOING_AWAY = 1001;
    /** At once: there is no room to wait in. */
    public static final int LATER = 1013;

    public static final int NOT_ALLOWED = 4008;
    public static final int TOO_LARGE = 4009;
    public static final int BROKEN = 4011;

    private CloseCode() {}
}
