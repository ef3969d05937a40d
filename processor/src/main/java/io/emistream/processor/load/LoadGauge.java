package io.emistream.processor.load;

import io.emistream.model.Scored;
import io.emistream.model.Waveform;
import io.emistream.processor.store.Participant;
import io.emistream.processor.store.PendingSegment;
import io.emistream.processor.store.StoredChunk;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * Measures what an instance can score and what it is asked to. What is asked is the greater of two figures: speech that was cut in the last ten seconds, and
 * the voices that are live now with the share of their audio that turns out to be speech, so that those who have only just begun count at once.
 * Times are a monotonic clock's nanoseconds. Not thread-safe.
 */
final class LoadGauge {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final double WINDOW_SECONDS = 10;

    /** What is taken for granted of people's speech until they were heard: so many seconds of audio, of which so many speech. */
    private static final double HEARD_AT_FIRST = 30;

    private static final double SPEECH_AT_FIRST = 18;
    private static final double HEARD_AT_MOST = 600;

    private final Pace pace = new Pace();
    private final LiveVoices voices = new LiveVoices();
    private final ArrayDeque<Asked> asked = new ArrayDeque<>();
    private double askedSeconds;
    private double heardSeconds = HEARD_AT_FIRST;
    private double speechSeconds = SPEECH_AT_FIRST;
    private double inFlight;

    private record Asked(long at, double seconds) {}

    LiveVoices voices() {
        return voices;
    }

    Pace pace() {
        return pace;
    }

    void heard(Participant participant, StoredChunk chunk, long now) {
        voices.heard(participant, chunk, now);
        heardSeconds += seconds(chunk.lastSample() - chunk.firstSample() + 1);
        if (heardSeconds < HEARD_AT_MOST) return;
        heardSeconds /= 2;
        speechSeconds /= 2;
    }

    void cut(PendingSegment segment, long now) {
        double seconds = seconds(segment.length());
        speechSeconds += seconds;
        if (voices.yieldsUntil(segment.participant(), segment.lastSample(), now).isPresent()) return;
        asked.add(new Asked(now, seconds));
        askedSeconds += seconds;
    }

    void submitted(PendingSegment segment) {
        inFlight += seconds(segment.length());
    }

    void answered(PendingSegment segment) {
        inFlight = Math.max(0, inFlight - seconds(segment.length()));
    }

    void scored(PendingSegment segment, Scored scored) {
        pace.learn(
                seconds(segment.length()),
                scored.batchSize(),
                scored.inference().toNanos() / 1e9);
    }

    /** Part of the capacity that is asked for; 0 while it is unknown. */
    double load(long now) {
        return pace.isKnown() ? Math.max(askedLately(now), expected(voices.live(now))) / pace.capacity() : 0;
    }

    /** Part of the capacity that all voices would ask for if there were one more; 0 while unknown or for the first voice, which is never too many. */
    double loadWithOneMore(long now) {
        long live = voices.live(now);
        return pace.isKnown() && live > 0 ? Math.max(load(now), expected(live + 1) / pace.capacity()) : 0;
    }

    /** How long what is with the scorer keeps it busy, in seconds; 0 while unknown. */
    double waitSeconds() {
        return pace.isKnown() ? inFlight / pace.capacity() : 0;
    }

    private double expected(long live) {
        return live * Math.min(1, speechSeconds / heardSeconds);
    }

    private double askedLately(long now) {
        while (!asked.isEmpty() && now - asked.getFirst().at() >= WINDOW_NANOS)
            askedSeconds -= asked.removeFirst().seconds();
        return asked.isEmpty() ? 0 : askedSeconds / WINDOW_SECONDS;
    }

    private static double seconds(long samples) {
        return (double) samples / Waveform.RATE;
    }
}
