package io.emistream.producer.gateway.protocol;

import io.emistream.producer.gateway.consent.Attendance;
import io.emistream.producer.gateway.consent.ConsentDesk;
import io.emistream.producer.gateway.consent.ConsentPolicy;
import io.emistream.producer.gateway.consent.MemoryConsents;
import io.emistream.producer.gateway.door.Door;
import io.emistream.producer.gateway.door.Seats;
import io.emistream.producer.gateway.results.ResultFeed;
import io.emistream.producer.gateway.socket.Visit;
import io.emistream.producer.gateway.voice.Clocks;
import io.emistream.producer.gateway.voice.Ingest;
import io.emistream.producer.gateway.voice.IngestRules;
import io.emistream.producer.gateway.voice.MemoryLog;
import io.emistream.schemas.InMemoryRegistry;
import io.emistream.schemas.Topics;
import io.emistream.schemas.avro.ConsentState;
import io.emistream.schemas.consent.ConsentSubject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A gateway without sockets and Kafka, whose clock is turned by hand. */
public final class Desk {
    public final MemoryLog log = new MemoryLog();
    private final Attendance attendance = new Attendance();
    public final MemoryConsents consents = new MemoryConsents(attendance);
    private final Door door;
    private final ConsentPolicy policy;
    private final Seats seats = new Seats(2);
    private final Ingest ingest;
    private long now;

    public Desk() {
        this(Door.OPEN);
    }

    public Desk(Door door) {
        this(door, ConsentPolicy.NONE);
    }

    public Desk(Door door, ConsentPolicy policy) {
        this.door = door;
        this.policy = policy;
        var rules = new IngestRules(
                Duration.ofSeconds(10), 1 << 20, 2, Duration.ofSeconds(10), Duration.ofMillis(2_300), 64L << 20);
        ingest = new Ingest(log, rules, new Clocks(() -> Instant.EPOCH, () -> now));
    }

    /** What conversations share. */
    public Context context() {
        var results = new ResultFeed(Topics.with(new InMemoryRegistry()).affectEvents(), Map.of());
        var desk = new ConsentDesk(policy, attendance, consents, () -> Instant.EPOCH);
        return new Context(ingest, door, seats, desk, results, Duration.ofSeconds(30), () -> now);
    }

    /** An operator says it of a session, or with a participant of one voice in it. */
    public void consent(ConsentState state, String session, @Nullable String participant) {
        try {
            consents.append(
                    new ConsentSubject(session, participant).message(state, null, null, "operator", Instant.EPOCH));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Time passes. */
    public void wait(Duration time) {
        now += time.toNanos();
    }

    /** A visit with this query, names and values in turn. */
    public static Visit visit(String... query) {
        var all = new HashMap<String, String>();
        for (int i = 0; i < query.length; i += 2) all.put(query[i], query[i + 1]);
        return new Visit("192.0.2.1", all, Optional.empty());
    }
}
