package io.emistream.processor.load;

import io.emistream.processor.store.Participant;
import io.emistream.processor.store.StoredChunk;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Who was heard in the last seconds, and who of them sends faster than real time: more seconds of audio than passed between its chunks' arrivals at the broker,
 * which a producer cannot feign and an outage of ours does not change. Not thread-safe.
 */
final class LiveVoices {
    private static final long LIVE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** So much ahead is a producer that caught up, or a network that did. */
    private static final long SLACK_MILLIS = 5_000;

    private static final long SAMPLES_PER_MILLI = 16;

    /** Samples that may be missing because they are late; more of them were never sent. */
    private static final long DISORDER = 2_000 * SAMPLES_PER_MILLI;

    private final Map<Participant, Voice> voices = new HashMap<>();
    private long sweptAt;

    /**
     * @param firstSample where it would have begun, had there been no jumps in its samples
     * @param nextSample that follows what was heard
     * @param lead milliseconds of audio it is ahead of real time
     */
    private record Voice(long firstSample, long nextSample, long firstAppend, long heardAt, long lead) {
        static Voice begin(StoredChunk chunk, long now) {
            return new Voice(chunk.firstSample(), chunk.lastSample() + 1, chunk.appendMillis(), now, 0);
        }

        Voice and(StoredChunk chunk, long now) {
            long missing = chunk.firstSample() - nextSample;
            long first = missing > DISORDER ? firstSample + missing : firstSample;
            long next = Math.max(nextSample, chunk.lastSample() + 1);
            long passed = chunk.appendMillis() - firstAppend;
            return new Voice(first, next, firstAppend, now, (next - first) / SAMPLES_PER_MILLI - passed);
        }

        boolean isLive(long now) {
            return now - heardAt < LIVE_NANOS;
        }

        boolean isAhead() {
            return lead > SLACK_MILLIS;
        }

        long dueAt(long sample) {
            return firstAppend + (sample - firstSample) / SAMPLES_PER_MILLI - SLACK_MILLIS;
        }
    }

    void heard(Participant participant, StoredChunk chunk, long now) {
        voices.compute(
                participant, (same, before) -> before == null ? Voice.begin(chunk, now) : before.and(chunk, now));
        if (now - sweptAt < FORGET_NANOS) return;
        voices.values().removeIf(voice -> now - voice.heardAt() >= FORGET_NANOS);
        sweptAt = now;
    }

    long live(long now) {
        return voices.values().stream().filter(voice -> voice.isLive(now)).count();
    }

    int sessions(long now) {
        var sessions = new HashSet<String>();
        voices.forEach((participant, voice) -> {
            if (voice.isLive(now)) sessions.add(participant.sessionId());
        });
        return sessions.size();
    }

    /** The broker's time before which the sample of one who is ahead must let others go first; nothing where there is nobody to let go first. */
    OptionalLong yieldsUntil(Participant participant, long sample, long now) {
        var voice = voices.get(participant);
        if (voice == null || !voice.isAhead()) return OptionalLong.empty();
        boolean yields = voices.values().stream().anyMatch(other -> other.isLive(now) && !other.isAhead());
        return yields ? OptionalLong.of(voice.dueAt(sample)) : OptionalLong.empty();
    }
}
