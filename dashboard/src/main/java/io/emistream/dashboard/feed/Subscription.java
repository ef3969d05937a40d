package io.emistream.dashboard.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;

/**
 * One reader of the history: gives it frame after frame of server-sent events, each event exactly once, in order within a
 * session. A reader who comes back with the id of the last event it has goes on behind that event; when the history no
 * longer holds all that follows, it gets {@code reset} and then all there is. {@code dropped} tells how many events were
 * evicted before they could be sent; {@code caught-up} that the past is over. Not thread-safe: one owner.
 */
public final class Subscription {
    private final History history;
    private final Optional<String> lastEventId;
    private Position position = Position.start("");
    private History.Joined joined = new History.Joined(0, 0, Map.of());
    private long index = -1;
    private long taken;
    private boolean caughtUp;
    private long dropped;
    private boolean droppedTold = true;

    /** @param lastEventId the id of the last event the reader has; empty for all there is */
    public Subscription(History history, Optional<String> lastEventId) {
        this.history = history;
        this.lastEventId = lastEventId;
    }

    /** The next frame; empty when there is none at this moment. */
    public Optional<byte[]> next() {
        var log = history.log();
        if (log.isEmpty()) return Optional.empty();
        if (!position.log().equals(log.get())) return Optional.of(join(log.get()));
        if (!droppedTold) return Optional.of(tellDropped());
        while (true) {
            var next = history.after(index);
            if (!caughtUp && (next.isEmpty() || next.get().index() >= joined.index())) return Optional.of(catchUp());
            if (next.isEmpty()) return Optional.empty();
            var event = next.get();
            if (caughtUp && event.index() > index + 1) return Optional.of(skipTo(event.index()));
            index = event.index();
            taken++;
            if (!position.hasSeen(event.slot(), event.offset())) return Optional.of(send(event));
        }
    }

    /**
     * A sign of life for a reader to whom nothing happened lately; also moves its position past what is nothing to show, so
     * that it can resume after any length of silence.
     */
    public byte[] tick() {
        if (!caughtUp || !history.log().equals(Optional.of(position.log()))) return ": waiting\n\n".getBytes(UTF_8);
        history.reachedBy(index).ifPresent(reached -> position = position.atLeast(reached));
        return frame("tick", "{}");
    }

    private byte[] join(String log) {
        var first = position.log().isEmpty();
        var asked = first ? lastEventId : Optional.of(position.toString());
        var resumed = asked.flatMap(Position::parse).filter(history::holdsAllAfter);
        position = resumed.orElse(Position.start(log));
        joined = history.join();
        index = -1;
        taken = 0;
        caughtUp = false;
        if (asked.isEmpty() || resumed.isPresent()) return frame("joined", "{\"resumed\":" + resumed.isPresent() + "}");
        return frame("reset", "{\"reason\":\"the events after the last one seen are no longer held here\"}");
    }

    private byte[] send(FeedEvent event) {
        position = position.after(event.slot(), event.offset());
        return frame(event.slot().type().word(), event.content().json());
    }

    private byte[] catchUp() {
        caughtUp = true;
        index = Math.max(index, joined.index() - 1);
        miss(joined.before() - taken);
        position = position.atLeast(joined.reached());
        return frame("caught-up", "{}");
    }

    private byte[] skipTo(long nextIndex) {
        miss(nextIndex - index - 1);
        index = nextIndex - 1;
        return tellDropped();
    }

    private void miss(long events) {
        dropped += events;
        droppedTold = droppedTold && events == 0;
    }

    private byte[] tellDropped() {
        droppedTold = true;
        return frame("dropped", "{\"total\":" + dropped + "}");
    }

    private byte[] frame(String type, String json) {
        return frame(type, json.getBytes(UTF_8));
    }

    private byte[] frame(String type, byte[] json) {
        var frame = new ByteArrayOutputStream(json.length + 200);
        frame.writeBytes(("id: " + position + "\nevent: " + type + "\ndata: ").getBytes(UTF_8));
        frame.writeBytes(json);
        frame.writeBytes("\n\n".getBytes(UTF_8));
        return frame.toByteArray();
    }
}
