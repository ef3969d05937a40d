package io.emistream.producer.gateway.socket;

import com.fasterxml.jackson.databind.JsonNode;
import io.emistream.producer.gateway.socket.Assembly.TooLarge;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: reads a frame only when the one before is dealt with, bounds what waits to be sent, and finds out when the client
 * is dead. Jetty's threads bring frames, the clock's thread ticks; one lock lets one of them at the conversation.
 *
 * <p>Public for Jetty, which calls by reflection.
 */
public final class GatewaySocket implements Session.Listener, Peer {
    private static final Logger LOG = LoggerFactory.getLogger(GatewaySocket.class);

    /** That a client has to hang up by itself, once it was told why: Jetty closes its side right behind a close, and some clients then read no more. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** That a client has for its own close before it is cut off. */
    private static final Duration GOODBYE = Duration.ofSeconds(10);

    private final Visit visit;
    private final Protocol protocol;
    private final SocketRules rules;
    private final LongSupplier nanos;
    private final Sockets sockets;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicInteger unsent = new AtomicInteger();
    private final Assembly assembly;
    private @Nullable Conversation conversation;
    private volatile boolean paused;
    private long pausedUntil;
    private volatile @Nullable Session session;
    private volatile long lastHeard;
    private volatile long lastPing;
    private volatile @Nullable Farewell farewell;
    private volatile @Nullable Long closedAt;

    /** @param at nanoseconds, when the client was told to go */
    private record Farewell(int code, String reason, long at) {}

    GatewaySocket(Visit visit, Protocol protocol, SocketRules rules, LongSupplier nanos, Sockets sockets) {
        this.visit = visit;
        this.protocol = protocol;
        this.rules = rules;
        this.nanos = nanos;
        this.sockets = sockets;
        this.assembly = new Assembly(rules, nanos);
    }

    String address() {
        return visit.address();
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        lastHeard = nanos.getAsLong();
        lastPing = lastHeard;
        if (!sockets.enter(this)) {
            hangUp(CloseCode.LATER, "too_many_connections");
            opened.demand();
            return;
        }
        turn.lock();
        try {
            conversation = protocol.begin(visit, this);
        } catch (RuntimeException e) {
            broken(e);
        } finally {
            turn.unlock();
        }
        opened.demand();
    }

    @Override
    public void onWebSocketPartialText(String part, boolean last) {
        turn.lock();
        try {
            var message = isClosing() ? null : assembly.text(part, last);
            if (message != null) {
                lastHeard = nanos.getAsLong();
                if (conversation != null) conversation.text(message);
            }
        } catch (TooLarge e) {
            tooLarge(e);
        } catch (RuntimeException e) {
            broken(e);
        } finally {
            turn.unlock();
        }
        demand();
    }

    @Override
    public void onWebSocketPartialBinary(ByteBuffer part, boolean last, Callback callback) {
        long now = nanos.getAsLong();
        long pause = 0;
        turn.lock();
        try {
            var message = isClosing() ? null : assembly.binary(part, last);
            if (message != null) {
                lastHeard = now;
                if (conversation != null) pause = conversation.audio(message);
            }
        } catch (TooLarge e) {
            tooLarge(e);
        } catch (RuntimeException e) {
            broken(e);
        } finally {
            callback.succeed();
            // who demands the next frame is settled before the clock's thread may look
            paused = pause > 0;
            pausedUntil = now + pause;
            turn.unlock();
        }
        if (pause <= 0) demand();
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        lastHeard = nanos.getAsLong();
        demand();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        // connections break every day, and its close comes next
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        sockets.leave(this);
        turn.lock();
        try {
            var ending = conversation;
            conversation = null;
            if (ending != null) ending.closed();
        } catch (RuntimeException e) {
            broken(e);
        } finally {
            turn.unlock();
        }
        callback.succeed();
    }

    /** Lets time pass; never waits for the conversation. */
    void tick() {
        long now = nanos.getAsLong();
        if (turn.tryLock()) {
            try {
                if (conversation != null) conversation.tick();
                if (paused && pausedUntil - now <= 0) {
                    paused = false;
                    lastHeard = now;
                    demand();
                }
            } catch (RuntimeException e) {
                broken(e);
            } finally {
                turn.unlock();
            }
        }
        beat(now);
    }

    private void beat(long now) {
        var open = session;
        if (open == null) return;
        Long closed = closedAt;
        if (closed != null && now - closed > GOODBYE.toNanos()) open.disconnect();
        if (!open.isOpen()) return;
        var last = farewell;
        if (last != null && now - last.at() > GRACE.toNanos()) hangUp(last.code(), last.reason());
        if (paused) lastHeard = now; // it is not listened to
        if (assembly.isOverdue(rules.slowest())) {
            hangUp(
                    CloseCode.GOING_AWAY,
                    "a message was not complete within " + rules.slowest().toSeconds() + " s");
        } else if (now - lastHeard > rules.silence().toNanos()) {
            hangUp(
                    CloseCode.GOING_AWAY,
                    "no sign of life for " + rules.silence().toSeconds() + " s");
            open.disconnect();
        } else if (now - lastPing > rules.heartbeat().toNanos()) {
            lastPing = now;
            open.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
        }
    }

    @Override
    public void send(JsonNode message) {
        var open = session;
        if (open == null || !open.isOpen()) return;
        if (unsent.incrementAndGet() > rules.unsent()) {
            LOG.atWarn().addKeyValue("address", visit.address()).log("a client does not read what it is sent; closing");
            open.disconnect();
            return;
        }
        open.sendText(message.toString(), Callback.from(unsent::decrementAndGet, failure -> unsent.decrementAndGet()));
    }

    @Override
    public void close(int code, String reason) {
        if (farewell == null) farewell = new Farewell(code, reason, nanos.getAsLong());
    }

    /** Closes at once. */
    void hangUp(int code, String reason) {
        var open = session;
        if (open == null || !open.isOpen()) return;
        if (closedAt == null) closedAt = nanos.getAsLong();
        open.close(code, reason, Callback.NOOP);
    }

    /** Asks for the next frame, also when the connection is being closed: the client's close has to be read. */
    private void demand() {
        var open = session;
        if (open != null) open.demand();
    }

    /** Nobody listens any more; what comes before the client's close is passed over. */
    private boolean isClosing() {
        return farewell != null || closedAt != null;
    }

    private void tooLarge(TooLarge why) {
        hangUp(CloseCode.TOO_LARGE, String.valueOf(why.getMessage()));
    }

    private void broken(RuntimeException bug) {
        LOG.atError().addKeyValue("address", visit.address()).setCause(bug).log("a connection broke; closing it");
        hangUp(CloseCode.BROKEN, "internal error");
    }
}
