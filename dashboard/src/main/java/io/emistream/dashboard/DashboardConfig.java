package io.emistream.dashboard;

import io.emistream.dashboard.feed.HistoryBounds;
import java.time.Duration;

/**
 * How the dashboard is to be.
 *
 * @param host name or address to listen on; anything but loopback lets others see the sessions
 * @param port port to listen on, 0 for any free one; at most 65,535
 * @param lookBack how far in the past it starts to read when it starts
 * @param bounds how much it keeps in memory
 * @param viewers most browsers at a time
 * @param heartbeat how often a quiet stream gives a sign of life; well below 30 s, after which connections are cut
 * @param ratings whether viewers may rate segments, which publishes their audio as clips to learn from
 */
public record DashboardConfig(
        String host,
        int port,
        Duration lookBack,
        HistoryBounds bounds,
        int viewers,
        Duration heartbeat,
        boolean ratings) {
    private static final int LAST_PORT = 65_535;
    private static final Duration LONGEST_HEARTBEAT = Duration.ofSeconds(20);

    public DashboardConfig {
        if (port < 0 || port > LAST_PORT)
            throw new IllegalArgumentException(
                    "dashboard port " + port + "; give one from 0 (any free) to " + LAST_PORT);
        if (lookBack.isNegative())
            throw new IllegalArgumentException("dashboard look-back " + lookBack + "; give a time of 0 or more");
        if (viewers < 1) throw new IllegalArgumentException("dashboard for " + viewers + " viewers; give at least 1");
        if (heartbeat.toMillis() < 1 || heartbeat.compareTo(LONGEST_HEARTBEAT) > 0)
            throw new IllegalArgumentException(
                    "dashboard heartbeat " + heartbeat + "; give more than 0 and at most " + LONGEST_HEARTBEAT);
    }

    /** For this machine only: an hour back, 1,000 events per session, 64 MiB, 1,000 viewers. */
    public static DashboardConfig local(int port) {
        return new DashboardConfig(
                "127.0.0.1",
                port,
                Duration.ofHours(1),
                new HistoryBounds(1_000, 64L << 20),
                1_000,
                Duration.ofSeconds(5),
                false);
    }

    /** The same on another host and port. */
    public DashboardConfig at(String newHost, int newPort) {
        return new DashboardConfig(newHost, newPort, lookBack, bounds, viewers, heartbeat, ratings);
    }

    /** The same with ratings. */
    public DashboardConfig withRatings() {
        return new DashboardConfig(host, port, lookBack, bounds, viewers, heartbeat, true);
    }
}
