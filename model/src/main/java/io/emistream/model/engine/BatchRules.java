package io.emistream.model.engine;

import io.emistream.model.Waveform;
import java.time.Duration;

/**
 * How batches form.
 *
 * @param most waveforms in a batch, 1 to 256; 1 gives the same bits for the same waveform always
 * @param linger how long the first waveform of a batch waits for company; zero takes what is there
 */
public record BatchRules(int most, Duration linger) {
    /** Sixteen, without lingering. */
    public static final BatchRules DEFAULT = new BatchRules(16, Duration.ZERO);

    /** One by one. */
    public static final BatchRules CANONICAL = new BatchRules(1, Duration.ZERO);

    public BatchRules {
        if (most < 1 || most > 256) {
            throw new IllegalArgumentException("a batch of at most %d waveforms; use 1 to 256".formatted(most));
        }
        if (linger.isNegative() || linger.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException("linger is %s; use 0 to 10 s".formatted(linger));
        }
    }

    LengthGroups groups() {
        return new LengthGroups(most, (long) most * Waveform.LONGEST);
    }
}
