package io.emistream.producer.gateway.socket;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;

/**
 * Connections that speak HTTP: those that are no WebSockets yet, or ask for a page. Jetty waits for as long as a byte comes now and then; here a
 * request has to be complete in time, and there are no more of them than of WebSockets. Thread-safe.
 */
public final class Newcomers implements Connection.Listener {
    private final SocketRules rules;
    private final LongSupplier nanos;
    private final Map<Connection, Progress> waiting = new ConcurrentHashMap<>();

    /** @param since when that many requests had come */
    private record Progress(String address, long requests, long since) {}

    public Newcomers(SocketRules rules, LongSupplier nanos) {
        this.rules = rules;
        this.nanos = nanos;
    }

    @Override
    public void onOpened(Connection connection) {
        if (!(connection instanceof ConnectionMetaData)) return;
        var address = address(connection);
        waiting.put(connection, new Progress(address, 0, nanos.getAsLong()));
        if (waiting.size() > rules.connections() || of(address) > rules.perAddress()) connection.close();
    }

    @Override
    public void onClosed(Connection connection) {
        waiting.remove(connection);
    }

    /** Closes those that take too long. */
    public void tick() {
        long now = nanos.getAsLong();
        waiting.replaceAll((connection, before) -> {
            long requests = connection.getMessagesIn();
            return requests == before.requests() ? before : new Progress(before.address(), requests, now);
        });
        for (var entry : waiting.entrySet())
            if (now - entry.getValue().since() > rules.slowest().toNanos())
                entry.getKey().getEndPoint().close();
    }

    private long of(String address) {
        return waiting.values().stream()
                .filter(one -> one.address().equals(address))
                .count();
    }

    private static String address(Connection connection) {
        return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress inet
                ? inet.getHostString()
                : "";
    }
}
