package io.emistream.producer.gateway.socket;

import java.time.Duration;

/**
 * What a connection may be like.
 *
 * @param connections most at a time, of those that are not yet WebSockets as many again
 * @param perAddress most at a time from one address, counted likewise
 * @param perToken streams at a time that one token lets in
 * @param heartbeat how often a sign of life is asked for
 * @param silence after which a connection counts as dead
 * @param slowest that a client may take for what it has begun: an HTTP header, to say who it is, the fragments of a message
 * @param largestText bytes of a text message; more ends the connection
 * @param largestBinary bytes of a binary message; more ends the connection
 * @param unsent messages that may wait for a client that does not read
 */
public record SocketRules(
        int connections,
        int perAddress,
        int perToken,
        Duration heartbeat,
        Duration silence,
        Duration slowest,
        int largestText,
        int largestBinary,
        int unsent) {
    public SocketRules {
        if (connections < 1 || connections > 100_000)
            throw new IllegalArgumentException("connections is " + connections + "; give 1 to 100000");
        if (perAddress < 1)
            throw new IllegalArgumentException("connections of an address is " + perAddress + "; give at least 1");
        if (perToken < 1) throw new IllegalArgumentException("streams of a token is " + perToken + "; give at least 1");
    }

    /** 1,000 connections, as many from one address and with one token, dead after 45 s of silence, 30 s for what is begun, messages up to 64 KiB of text and 2 MiB. */
    public static SocketRules standard() {
        return new SocketRules(
                1000,
                1000,
                1000,
                Duration.ofSeconds(15),
                Duration.ofSeconds(45),
                Duration.ofSeconds(30),
                64 << 10,
                2 << 20,
                1000);
    }

    /** The same with other numbers of connections. */
    public SocketRules connections(int all, int ofOneAddress) {
        return new SocketRules(
                all, ofOneAddress, perToken, heartbeat, silence, slowest, largestText, largestBinary, unsent);
    }

    /** The same with another number of streams that one token lets in. */
    public SocketRules ofOneToken(int streams) {
        return new SocketRules(
                connections, perAddress, streams, heartbeat, silence, slowest, largestText, largestBinary, unsent);
    }

    /** The same with another heartbeat. */
    public SocketRules beating(Duration every, Duration dead) {
        return new SocketRules(
                connections, perAddress, perToken, every, dead, slowest, largestText, largestBinary, unsent);
    }

    /** The same with other bounds of what a client says. */
    public SocketRules bounding(Duration slow, int text, int binary) {
        return new SocketRules(connections, perAddress, perToken, heartbeat, silence, slow, text, binary, unsent);
    }
}
