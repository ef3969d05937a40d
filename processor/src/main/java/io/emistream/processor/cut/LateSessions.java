package io.emistream.processor.cut;

import io.emistream.processor.load.Overload;
import io.emistream.processor.load.Stage;
import io.emistream.schemas.avro.SessionEvent;
import io.emistream.schemas.avro.SessionEventType;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Tells each running session once that its events come late, and once that they no longer do. Not thread-safe. */
final class LateSessions {
    private final Overload overload;
    private final Consumer<SessionEvent> events;
    private final Set<String> told = new LinkedHashSet<>();

    LateSessions(Overload overload, Consumer<SessionEvent> events) {
        this.overload = overload;
        this.events = events;
    }

    /** @param running sessions with a participant that is heard */
    void look(Set<String> running, long now) {
        if (overload.stage() == Stage.DEGRADED) {
            for (var session : running)
                if (told.add(session))
                    say(
                            session,
                            SessionEventType.DEGRADED,
                            "events come late: " + overload.carried().text(),
                            now);
            return;
        }
        for (var session : told)
            say(
                    session,
                    SessionEventType.RESTORED,
                    "events are in time again: " + overload.carried().text(),
                    now);
        told.clear();
    }

    private void say(String session, SessionEventType type, String reason, long now) {
        events.accept(about(session, type, reason, now));
    }

    /** An event of a whole session. */
    static SessionEvent about(String session, SessionEventType type, String reason, long now) {
        return SessionEvent.newBuilder()
                .setSessionId(session)
                .setType(type)
                .setAt(Instant.ofEpochMilli(now))
                .setReason(reason)
                .build();
    }
}
