package io.emistream.dashboard.web;

import io.emistream.dashboard.feed.History;
import io.emistream.dashboard.feed.Subscription;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * All open streams of events. One thread moves all of them, which is enough because no write ever blocks; a stream that
 * cannot be written to is passed over until its browser has read. Thread-safe.
 */
public final class EventStreams implements AutoCloseable {
    private final History history;
    private final int limit;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean drainQueued = new AtomicBoolean();
    private final ScheduledExecutorService owner = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "dashboard-streams");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param limit most streams at a time
     * @param heartbeat how often a sign of life is sent where nothing else is
     */
    public EventStreams(History history, int limit, Duration heartbeat) {
        this.history = history;
        this.limit = limit;
        var every = heartbeat.toMillis();
        var unused = owner.scheduleAtFixedRate(
                () -> streams.forEach(EventStream::tick), every, every, TimeUnit.MILLISECONDS);
    }

    /** Something was appended to the history. */
    public void onNews() {
        if (drainQueued.compareAndSet(false, true))
            execute(() -> {
                drainQueued.set(false);
                streams.forEach(EventStream::drain);
            });
    }

    /** How many streams are open. */
    public int size() {
        return streams.size();
    }

    /** Answers with the stream; {@code Last-Event-ID}, or {@code ?from=}, says what the browser has already. */
    void open(Context ctx) throws IOException {
        if (streams.size() >= limit) {
            ctx.status(503)
                    .header("Retry-After", "10")
                    .result("the dashboard already has its " + limit + " viewers; try again later or raise its limit");
            return;
        }
        var response = ctx.res();
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        var lastSeen =
                Optional.ofNullable(ctx.header("Last-Event-ID")).or(() -> Optional.ofNullable(ctx.queryParam("from")));
        var stream = new EventStream(new Subscription(history, lastSeen), response.getOutputStream(), this::execute);
        ctx.req().startAsync().setTimeout(0);
        streams.add(stream);
        ctx.future(() -> stream.ended().thenRun(() -> streams.remove(stream)));
        response.getOutputStream().setWriteListener(stream);
    }

    /** Ends all streams; browsers come back by themselves when there is a server again. */
    @Override
    public void close() {
        owner.shutdownNow();
        streams.forEach(EventStream::end);
    }

    private void execute(Runnable task) {
        try {
            owner.execute(task);
        } catch (RejectedExecutionException e) {
            // closing: whoever still wants to write is ended by close()
        }
    }
}
