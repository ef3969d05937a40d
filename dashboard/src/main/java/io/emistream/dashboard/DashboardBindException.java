package io.emistream.dashboard;

/** The dashboard cannot listen where it was told to; the message says where, why and what to do. */
public final class DashboardBindException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DashboardBindException(String host, int port, Throwable cause) {
        super(
                "the dashboard cannot listen on " + host + ":" + port
                        + " (in use, not permitted, or no address of this machine); give another port, or 0 for any free one",
                cause);
    }
}
