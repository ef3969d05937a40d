package io.emistream.producer.gateway.socket;

import java.time.Duration;

/**
 * What a connection may be like.
 *
 * @param connections most at a time
 * @param perAddress most at a time from one address
 * @param heartbeat how often a sign of life is asked for
 * @param silence after which a connection counts as dead
 * @param largestText bytes of a text frame
 * @param largestBinary bytes of a binary frame; more ends the connection
 * @param unsent messages that may wait for a client that does not read
 */
public record SocketRules(
        int connections,
        int perAddress,
        Duration heartbeat,
        Duration silence,
        int largestText,
        int largestBinary,
        int unsent) {
    public SocketRules {
        if (connections < 1 || connections > 100_000)
            throw new IllegalArgumentException("connections is " + connections + "; give 1 to 100000");
        if (perAddress < 1)
            throw new IllegalArgumentException("connections of an address is " + perAddress + "; give at least 1");
    }

    /** 1,000 connections, as many from one address, dead after 45 s of silence, frames up to 64 KiB of text and 2 MiB. */
    public static SocketRules standard() {
        return new SocketRules(1000, 1000, Duration.ofSeconds(15), Duration.ofSeconds(45), 64 << 10, 2 << 20, 1000);
    }

    /** The same with other numbers of connections. */
    public SocketRules connections(int all, int ofOneAddress) {
        return new SocketRules(all, ofOneAddress, heartbeat, silence, largestText, largestBinary, unsent);
    }

    /** The same with another heartbeat. */
    public SocketRules beating(Duration every, Duration dead) {
        return new SocketRules(connections, perAddress, every, dead, largestText, largestBinary, unsent);
    }
}
