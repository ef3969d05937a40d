package io.emistream.app.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stack of what was started: closed in reverse, each whatever the others do. Used by one thread. */
public final class Lifecycle implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private record Part(String name, AutoCloseable part) {}

    private final Deque<Part> parts = new ArrayDeque<>();

    /** Closes it before everything that was added earlier. */
    public <T extends AutoCloseable> T add(String name, T part) {
        parts.push(new Part(name, part));
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) close(parts.pop());
    }

    private static void close(Part part) {
        try {
            part.part().close();
            LOG.atDebug().addKeyValue("part", part.name()).log("closed");
        } catch (Exception e) {
            if (e instanceof InterruptedException) Thread.currentThread().interrupt();
            LOG.atWarn().addKeyValue("part", part.name()).setCause(e).log("did not close cleanly");
        }
    }
}
