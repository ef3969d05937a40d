package io.emistream.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a dialogue going over connections that break: one after the other, with growing pauses between tries. All happens on its thread;
 * time is counted in its ticks.
 */
final class Line implements Connection.Owner {
    private static final int TICK_MS = 250;
    private static final int PING_TICKS = 15_000 / TICK_MS;
    private static final int DEAD_TICKS = 45_000 / TICK_MS;
    private static final int LONGEST_PAUSE_MS = 5_000;
    /** For what the gateway said before it closed. */
    private static final int GRACE_MS = 500;

    private final URI address;
    private final Options options;
    private final Dialogue dialogue;
    private final Listener listener;
    private final StreamThread thread;
    private @Nullable Connection connection;
    private State state = State.CONNECTING;
    private boolean over;
    private boolean sending;
    private int silence;
    private int away;
    private int tries;

    Line(URI address, Options options, Dialogue dialogue, Listener listener) {
        this.address = address;
        this.options = options;
        this.dialogue = dialogue;
        this.listener = listener;
        thread = new StreamThread(this::breakDown);
    }

    void open() {
        thread.execute(this::connect);
        thread.each(TICK_MS, this::tick);
    }

    /** There may be more to send. */
    void more() {
        thread.execute(this::send);
    }

    /** Drops the connection, and is over. */
    void close() {
        thread.execute(this::leave);
    }

    @Override
    public void heard(Connection from, JsonNode message) {
        thread.execute(() -> {
            if (from != connection) return;
            silence = 0;
            if (message.path("type").asText().equals("result")) {
                listener.result(message.path("event"));
                return;
            }
            hear(message);
        });
    }

    @Override
    public void closed(Connection from, int code, String reason) {
        thread.execute(() -> {
            if (from != connection) return;
            if (state == State.ENDED) leave();
            else follow(ask(() -> dialogue.closed(code, reason)));
        });
    }

    private void connect() {
        if (over || connection != null) return;
        silence = 0;
        sending = false;
        var fresh = new Connection(this);
        connection = fresh;
        var unused = fresh.open(options.http(), address)
                .whenCompleteAsync((socket, failure) -> opened(fresh, socket, failure), thread);
    }

    private void opened(Connection fresh, @Nullable WebSocket socket, @Nullable Throwable failure) {
        if (socket != null) fresh.opened(socket);
        if (fresh != connection) fresh.drop();
        else if (socket != null) send();
        else unreachable(failure);
    }

    private void unreachable(@Nullable Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        var why = "there is no gateway at " + address + " (" + cause + ")";
        if (cause instanceof WebSocketHandshakeException refused)
            why = "the gateway at " + address + " answers "
                    + refused.getResponse().statusCode();
        if (ask(dialogue::isBegun)) follow(new Outcome.Reconnect(Duration.ZERO, why));
        else fail(new IngestException("unreachable", why + "; check address and gateway"));
    }

    private void send() {
        var to = connection;
        if (over || to == null || !to.isOpen() || sending) return;
        var next = ask(dialogue::next);
        if (next == null) return;
        sending = true;
        var unused = to.send(next)
                .whenCompleteAsync(
                        (done, failure) -> {
                            if (to != connection) return;
                            sending = false;
                            if (failure == null) send();
                            else thread.in(GRACE_MS, () -> closed(to, 1006, String.valueOf(failure.getMessage())));
                        },
                        thread);
    }

    private void hear(JsonNode message) {
        var before = ask(dialogue::progress);
        var outcome = ask(() -> dialogue.hear(message));
        follow(outcome);
        var now = ask(dialogue::progress);
        if (!now.equals(before)) {
            tries = 0;
            listener.progress(now);
        }
        if (now.ended()) turn(State.ENDED, "");
        else if (outcome.equals(Outcome.GO_ON) && ask(dialogue::isLive)) turn(State.LIVE, "");
        send();
    }

    private void follow(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) fail(failed.why());
        else if (outcome instanceof Outcome.Reconnect again) reconnect(again);
        else if (outcome instanceof Outcome.Wait wait) {
            turn(State.RESUMING, wait.why());
            var asked = connection;
            thread.in(wait.time().toMillis(), () -> {
                if (asked != connection) return;
                tell(dialogue::waited);
                turn(State.LIVE, "");
                send();
            });
        }
    }

    private void reconnect(Outcome.Reconnect again) {
        if (over) return;
        if (!ask(dialogue::isBegun)) {
            fail(new IngestException("unreachable", again.why() + "; the gateway at " + address + " did not begin"));
            return;
        }
        drop();
        turn(State.RESUMING, again.why());
        long pause = Math.min(LONGEST_PAUSE_MS, (long) TICK_MS << Math.min(tries++, 10));
        thread.in(Math.max(pause, again.time().toMillis()), this::connect);
    }

    private void tick() {
        if (over) return;
        var here = connection;
        away = here != null && ask(dialogue::isLive) ? 0 : away + 1;
        if ((long) away * TICK_MS > options.patience().toMillis()) {
            fail(new IngestException(
                    "unreachable",
                    "no gateway at " + address + " takes audio since " + options.patience()
                            + "; what is not stored is lost"));
            return;
        }
        if (here == null) return;
        silence++;
        if (silence == PING_TICKS) {
            tell(dialogue::ping);
            send();
        }
        if (silence >= DEAD_TICKS) {
            silence = 0;
            closed(here, 1006, "no sign of life");
        }
    }

    private void fail(IngestException why) {
        tell(() -> dialogue.fail(why));
        leave();
        turn(State.FAILED, String.valueOf(why.getMessage()));
    }

    /** The listener and whoever gives tokens are strangers' code. */
    private void breakDown(RuntimeException why) {
        fail(new IngestException("closed", "the stream broke: a listener or token supplier threw " + why));
    }

    private void leave() {
        over = true;
        drop();
        thread.end();
    }

    private void drop() {
        if (connection != null) connection.drop();
        connection = null;
        tell(dialogue::lost);
    }

    private void turn(State now, String why) {
        if (now == state && why.isEmpty()) return;
        state = now;
        listener.state(now, why);
    }

    private <T extends @Nullable Object> T ask(Supplier<T> question) {
        synchronized (dialogue) {
            dialogue.notifyAll(); // they look once the lock is free
            return question.get();
        }
    }

    private void tell(Runnable news) {
        synchronized (dialogue) {
            dialogue.notifyAll();
            news.run();
        }
    }
}
