package io.emistream.model.engine;

import java.time.Duration;

/**
 * How batches form.
 *
 * @param most waveforms in a batch, 1 to 256; 1 gives the same bits for the same waveform always
 * @param linger how long the first waveform of a batch waits for company; zero takes what is there
 * @param aim how long a batch may take, by the pace of those before; one waveform may take longer. It bounds what a result waits for its company, and a
 *     swap of releases for the batch under way
 */
public record BatchRules(int most, Duration linger, Duration aim) {
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    /** Sixteen, without lingering. */
    public static final BatchRules DEFAULT = new BatchRules(16, Duration.ZERO, HALF_A_SECOND);

    /** One by one. */
    public static final BatchRules CANONICAL = new BatchRules(1, Duration.ZERO, HALF_A_SECOND);

    public BatchRules {
        if (most < 1 || most > 256) {
            throw new IllegalArgumentException("a batch of at most %d waveforms; use 1 to 256".formatted(most));
        }
        if (linger.isNegative() || linger.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException("linger is %s; use 0 to 10 s".formatted(linger));
        }
        if (aim.toNanos() <= 0) {
            throw new IllegalArgumentException("aim is %s; use more than 0".formatted(aim));
        }
    }
}
