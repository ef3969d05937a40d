package io.emistream.producer.gateway.voice;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/**
 * How voices begin and go on: the seam that every protocol of the gateway stands on. A voice has one connection at a time. Thread-safe.
 *
 * <p>Where a stream goes on is asked of the log and never remembered, so that it can go on at another gateway, or at this one after it
 * was killed.
 */
public final class Ingest {
    /** That chunks of the connection before may take to get onto the log. */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private static final int SEARCHES = 8;

    private final ChunkLog log;
    private final IngestRules rules;
    private final Clocks clocks;
    private final Room room;
    private final ConcurrentMap<VoiceId, IngestStream> streams = new ConcurrentHashMap<>();
    private final Semaphore searches = new Semaphore(SEARCHES);

    public Ingest(ChunkLog log, IngestRules rules, Clocks clocks) {
        this.log = log;
        this.rules = rules;
        this.clocks = clocks;
        this.room = new Room(rules.room());
    }

    /** A stream from its first sample. */
    public IngestStream begin(VoiceId voice, PcmFormat format) throws Refusal {
        return enter(voice, stream(voice, format, Tail.NOTHING));
    }

    /**
     * A stream that goes on after what is on the log; whoever else speaks for the voice is sent away. Blocks for seconds at most.
     *
     * @throws Refusal with {@link Fault#ENDED} when the stream on the log has ended
     */
    public IngestStream resume(VoiceId voice, PcmFormat format) throws Refusal, InterruptedException {
        var earlier = streams.get(voice);
        if (earlier != null) {
            earlier.replace();
            if (!earlier.settles(SETTLING)) throw unavailable(voice, "its audio still waits for Kafka");
        }
        var tail = tail(voice);
        if (tail.ended())
            throw new Refusal(Fault.ENDED, "the stream of " + voice + " has ended, and all of it is stored");
        return enter(voice, stream(voice, format, tail));
    }

    /** Forgets streams that are over; to be called now and then. */
    public void sweep() {
        streams.values().removeIf(IngestStream::isOver);
    }

    /** Voices with a connection, or with audio that waits for the log. */
    public int voices() {
        return streams.size();
    }

    /** Bytes that wait for the log. */
    public long waitingBytes() {
        return room.used();
    }

    private IngestStream enter(VoiceId voice, IngestStream stream) throws Refusal {
        var entered = streams.compute(voice, (name, earlier) -> earlier == null || earlier.isOver() ? stream : earlier);
        if (entered != stream)
            throw new Refusal(
                    Fault.IN_USE,
                    "another connection speaks for " + voice + "; resume it, or give another participant");
        return stream;
    }

    private IngestStream stream(VoiceId voice, PcmFormat format, Tail tail) {
        return new IngestStream(voice, format, tail, rules, log, room, clocks);
    }

    private Tail tail(VoiceId voice) throws Refusal, InterruptedException {
        searches.acquire();
        try {
            return log.tail(voice).orElse(Tail.NOTHING);
        } catch (IOException e) {
            throw unavailable(voice, String.valueOf(e.getMessage()));
        } finally {
            searches.release();
        }
    }

    private static Refusal unavailable(VoiceId voice, String why) {
        return new Refusal(
                Fault.STORAGE_UNAVAILABLE,
                "where " + voice + " goes on cannot be told (" + why + "); ask again later",
                Duration.ofSeconds(2));
    }
}
