package io.emistream.producer.gateway.socket;

/** Why connections are closed, in the numbers of RFC 6455. */
public final class CloseCode {
    public static final int DONE = 1000;
    public static final int GOING_AWAY = 1001;
    public static final int NOT_ALLOWED = 1008;
    public static final int TOO_LARGE = 1009;
    public static final int BROKEN = 1011;
    public static final int LATER = 1013;

    private CloseCode() {}
}
