package io.emistream.app.bench.load;

import io.emistream.processor.segment.SegmentRules;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What came of a load.
 *
 * @param voices sessions of speech and of marked tones
 * @param chunks that the broker took
 * @param seconds from the first chunk to the last event
 * @param complete whether there is nothing more to come: what is missing is lost, not late
 * @param lag chunks not yet committed by the processors when the last one was published
 * @param lateness of the generator, at most
 * @param own what the processor in this process took; empty where the processors are outside
 * @param changelogs of the processors; empty where the brokers do not tell
 */
public record Outcome(
        Load load,
        int voices,
        long chunks,
        double seconds,
        List<Arrival> arrivals,
        SegmentCheck segments,
        MarkedCheck marked,
        boolean complete,
        long lag,
        Duration lateness,
        Optional<Own> own,
        Optional<Changelogs.Size> changelogs) {

    private static final int BYTES_A_SECOND = 2 * Sound.RATE;

    /** A second of it is what a user notices. */
    private static final double SLOW_MS = 1000;

    /**
     * Of this process: broker, generator and reader included.
     *
     * @param cores processor time over time
     * @param resident bytes at a look each second
     */
    record Own(double cores, List<Long> resident, Batches.Count batches) {
        /** Bytes that were resident at most. */
        long most() {
            return Collections.max(resident);
        }
    }

    public Quantiles latency(Stage stage) {
        return Quantiles.of(
                arrivals.stream().map(arrival -> arrival.millis(stage)).toList());
    }

    /** Segments that got no event, and get none. */
    public int lost() {
        return complete ? segments.missing() : 0;
    }

    /** Segments whose event was still to come when the waiting ended. */
    public int late() {
        return complete ? 0 : segments.missing();
    }

    /** Segments whose event gives no values. */
    public long abstained() {
        return arrivals.stream().filter(Arrival::abstained).count();
    }

    double segmentsPerSecond() {
        return segments.delivered() / seconds;
    }

    double chunksPerSecond() {
        return chunks / seconds;
    }

    double audioSecondsPerSecond() {
        return (double) voices * load.samples() / Sound.RATE / seconds;
    }

    /** Bytes of all audio that was played. */
    long audioBytes() {
        return 2L * voices * load.samples();
    }

    /** Bytes of the longest segments that all sessions can have open at once: what processors must keep at most, save what waits to be scored. */
    long windowBytes() {
        return voices * SegmentRules.standard().longest().toSeconds() * BYTES_A_SECOND;
    }

    /** Whether each segment has its one event, in order, as far as there was time for it. */
    public boolean faultless() {
        return lost() + segments.doubled() + segments.reordered() + segments.strangers() == 0
                && (marked.passed() || !complete && marked.repeated() + marked.reordered() + marked.empty() == 0);
    }

    /** Why this is more than the processors can take, if it is. */
    Optional<String> overload() {
        double p99 = latency(Stage.TOTAL).p99();
        long second = voices * Duration.ofSeconds(1).dividedBy(load.chunk());
        if (!faultless()) return Optional.of("faults");
        if (late() > 0) return Optional.of(late() + " events late");
        if (lag > second) return Optional.of("lag of " + lag + " chunks");
        return p99 > SLOW_MS ? Optional.of("p99 over 1 s") : Optional.empty();
    }

    /** What went wrong, in one line. */
    public String faults() {
        return lost() + " of " + segments.expected() + " segments lost, " + segments.doubled() + " doubled, "
                + segments.reordered() + " out of order, " + segments.strangers() + " that should not be; of "
                + marked.samples() + " marked samples " + marked.uncovered() + " are in no event and "
                + marked.repeated() + " in several, " + marked.reordered() + " events out of order, " + marked.empty()
                + " without a mark";
    }
}
