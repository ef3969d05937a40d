package io.emistream.model.engine;

import io.emistream.model.Waveform;
import java.time.Duration;
import java.util.List;

/** How fast batches go, and what the next one may hold so that it ends in time. Belongs to the device owner's thread. */
final class BatchPace {
    /** Weight of the last batch. */
    private static final double NEWS = 0.3;

    private final BatchRules rules;
    private double nanosPerSample;

    BatchPace(BatchRules rules) {
        this.rules = rules;
    }

    /** A batch has run. */
    void ran(List<Waveform> batch, Duration took) {
        double now = took.toNanos() / (double) padded(batch);
        nanosPerSample = nanosPerSample == 0 ? now : (1 - NEWS) * nanosPerSample + NEWS * now;
    }

    /** Samples that a batch costs, padding included; at least 1. */
    static long padded(List<Waveform> batch) {
        long longest =
                batch.stream().mapToLong(one -> one.samples().length).max().orElse(0);
        return Math.max(1, longest * batch.size());
    }

    /** Padding included; 0 before the first batch. */
    double nanosPerSample() {
        return nanosPerSample;
    }

    /** What a batch may hold. */
    LengthGroups groups() {
        double most = (double) rules.most() * Waveform.LONGEST;
        double aimed = nanosPerSample == 0 ? most : Math.min(most, rules.aim().toNanos() / nanosPerSample);
        return new LengthGroups(rules.most(), Math.max(1, (long) aimed), LengthGroups.LITTLE);
    }
}
