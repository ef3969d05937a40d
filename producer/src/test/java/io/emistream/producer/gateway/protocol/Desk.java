package io.emistream.producer.gateway.protocol;

import io.emistream.producer.gateway.door.Door;
import io.emistream.producer.gateway.results.ResultFeed;
import io.emistream.producer.gateway.socket.Visit;
import io.emistream.producer.gateway.voice.Clocks;
import io.emistream.producer.gateway.voice.Ingest;
import io.emistream.producer.gateway.voice.IngestRules;
import io.emistream.producer.gateway.voice.MemoryLog;
import io.emistream.schemas.InMemoryRegistry;
import io.emistream.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A gateway without sockets and Kafka, whose clock is turned by hand. */
public final class Desk {
    public final MemoryLog log = new MemoryLog();
    private final Door door;
    private final Ingest ingest;
    private long now;

    public Desk() {
        this(Door.OPEN);
    }

    public Desk(Door door) {
        this.door = door;
        var rules = new IngestRules(
                Duration.ofSeconds(10), 1 << 20, 2, Duration.ofSeconds(10), Duration.ofMillis(2_300), 64L << 20);
        ingest = new Ingest(log, rules, new Clocks(() -> Instant.EPOCH, () -> now));
    }

    /** What conversations share. */
    public Context context() {
        var results = new ResultFeed(Topics.with(new InMemoryRegistry()).affectEvents(), Map.of());
        return new Context(ingest, door, results, () -> now);
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
