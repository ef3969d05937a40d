package io.emistream.producer.gateway.socket;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All open connections, and the one thread that ticks for them, {@code gateway-clock}: for each ten times a second, and for a tenth of them at a
 * time, so that what is said to all of them does not go out in one burst. Thread-safe.
 */
public final class Sockets implements AutoCloseable {
    private static final int TURNS = 10;
    private static final int TURN_MS = 10;

    private final SocketRules rules;
    private final LongSupplier nanos;
    private final List<Set<GatewaySocket>> turns =
            Stream.generate(HashSet<GatewaySocket>::new).limit(TURNS).collect(Collectors.toUnmodifiableList());
    private int entered;
    private int turn;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "gateway-clock");
        thread.setDaemon(true);
        return thread;
    });

    public Sockets(SocketRules rules, LongSupplier nanos) {
        this.rules = rules;
        this.nanos = nanos;
    }

    /** Begins to tick. @param more to be done ten times a second */
    public void start(Runnable more) {
        var unused = clock.scheduleAtFixedRate(() -> tick(more), TURN_MS, TURN_MS, TimeUnit.MILLISECONDS);
    }

    private void tick(Runnable more) {
        turn = (turn + 1) % TURNS;
        ofTurn(turn).forEach(GatewaySocket::tick);
        if (turn == 0) more.run();
    }

    /** What Jetty is to speak to. */
    public Object accept(Visit visit, Protocol protocol) {
        return new GatewaySocket(visit, protocol, rules, nanos, this);
    }

    /** Whether one more from this address has room. */
    public synchronized boolean hasRoom(String address) {
        return size() < rules.connections()
                && all().filter(one -> one.address().equals(address)).count() < rules.perAddress();
    }

    /** How many are open. */
    public synchronized int size() {
        return turns.stream().mapToInt(Set::size).sum();
    }

    synchronized boolean enter(GatewaySocket socket) {
        return hasRoom(socket.address())
                && turns.get(Math.floorMod(entered++, TURNS)).add(socket);
    }

    synchronized void leave(GatewaySocket socket) {
        turns.forEach(those -> those.remove(socket));
    }

    private synchronized List<GatewaySocket> ofTurn(int one) {
        return List.copyOf(turns.get(one));
    }

    private Stream<GatewaySocket> all() {
        return turns.stream().flatMap(Set::stream);
    }

    /** Tells all clients that the gateway goes away. */
    @Override
    public void close() {
        clock.shutdownNow();
        for (int i = 0; i < TURNS; i++)
            ofTurn(i)
                    .forEach(socket ->
                            socket.hangUp(CloseCode.GOING_AWAY, "the gateway ends; resume at another or later"));
    }
}
