package io.emistream.producer.gateway.socket;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** All open connections, and the one thread that ticks for them, {@code gateway-clock}. Thread-safe. */
public final class Sockets implements AutoCloseable {
    private static final int TICK_MS = 100;

    private final SocketRules rules;
    private final LongSupplier nanos;
    private final Set<GatewaySocket> open = new HashSet<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "gateway-clock");
        thread.setDaemon(true);
        return thread;
    });

    public Sockets(SocketRules rules, LongSupplier nanos) {
        this.rules = rules;
        this.nanos = nanos;
    }

    /** Begins to tick. @param more to be done at each tick */
    public void start(Runnable more) {
        var unused = clock.scheduleAtFixedRate(
                () -> {
                    all().forEach(GatewaySocket::tick);
                    more.run();
                },
                TICK_MS,
                TICK_MS,
                TimeUnit.MILLISECONDS);
    }

    /** What Jetty is to speak to. */
    public Object accept(Visit visit, Protocol protocol) {
        return new GatewaySocket(visit, protocol, rules, nanos, this);
    }

    /** Whether one more from this address has room. */
    public synchronized boolean hasRoom(String address) {
        return open.size() < rules.connections()
                && open.stream().filter(one -> one.address().equals(address)).count() < rules.perAddress();
    }

    /** How many are open. */
    public synchronized int size() {
        return open.size();
    }

    synchronized boolean enter(GatewaySocket socket) {
        return hasRoom(socket.address()) && open.add(socket);
    }

    synchronized void leave(GatewaySocket socket) {
        open.remove(socket);
    }

    private synchronized List<GatewaySocket> all() {
        return List.copyOf(open);
    }

    /** Tells all clients that the gateway goes away. */
    @Override
    public void close() {
        clock.shutdownNow();
        all().forEach(socket -> socket.hangUp(CloseCode.GOING_AWAY, "the gateway ends; resume at another or later"));
    }
}
