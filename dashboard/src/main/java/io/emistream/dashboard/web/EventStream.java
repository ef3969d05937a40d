package io.emistream.dashboard.web;

import io.emistream.dashboard.feed.Subscription;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * One browser's stream of events, written without blocking: a browser that does not read costs one pending frame, no thread,
 * and nobody else's time. Everything but the servlet's callbacks happens on the one thread of {@link EventStreams}.
 */
final class EventStream implements WriteListener {
    private final Subscription subscription;
    private final ServletOutputStream out;
    private final Executor owner;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private boolean open;
    private boolean unflushed;
    private boolean tickDue;

    EventStream(Subscription subscription, ServletOutputStream out, Executor owner) {
        this.subscription = subscription;
        this.out = out;
        this.owner = owner;
    }

    /** Completes when the browser has gone or {@link #end()} was called. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void onWritePossible() {
        owner.execute(() -> {
            open = true;
            drain();
        });
    }

    @Override
    public void onError(Throwable failure) {
        end();
    }

    /** A sign of life is due; it is sent with the next chance to write. */
    void tick() {
        tickDue = true;
        drain();
    }

    /** Writes what there is as far as the browser takes it; the rest when it has read. */
    void drain() {
        if (!open || ended.isDone()) return;
        try {
            while (out.isReady()) {
                var frame = subscription.next();
                if (frame.isPresent()) write(frame.get());
                else if (tickDue) write(subscription.tick());
                else if (unflushed) flush();
                else return;
            }
        } catch (IOException | IllegalStateException e) {
            end();
        }
    }

    void end() {
        ended.complete(null);
    }

    private void write(byte[] frame) throws IOException {
        tickDue = false;
        unflushed = true;
        out.write(frame);
    }

    private void flush() throws IOException {
        unflushed = false;
        out.flush();
    }
}
