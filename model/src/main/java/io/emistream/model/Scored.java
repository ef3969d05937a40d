package io.emistream.model;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A score, who gave it and how long it took.
 *
 * @param release the release that scored it
 * @param waiting from submission to the start of its batch
 * @param inference length of the batch
 * @param batchSize waveforms in the batch, at least 1
 * @param shadow what a release that only shadows says of it, later; null where none does. Cancelled where it has no time for it
 */
public record Scored(
        Score score,
        ReleaseCard release,
        Duration waiting,
        Duration inference,
        int batchSize,
        @Nullable CompletableFuture<Scored> shadow) {

    /** A score that nobody shadows. */
    public Scored(Score score, ReleaseCard release, Duration waiting, Duration inference, int batchSize) {
        this(score, release, waiting, inference, batchSize, null);
    }
}
