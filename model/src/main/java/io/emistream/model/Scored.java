package io.emistream.model;

import java.time.Duration;

/**
 * A score, who gave it and how long it took.
 *
 * @param release the release that scored it
 * @param waiting from submission to the start of its batch
 * @param inference length of the batch
 * @param batchSize waveforms in the batch, at least 1
 */
public record Scored(Score score, ReleaseCard release, Duration waiting, Duration inference, int batchSize) {}
