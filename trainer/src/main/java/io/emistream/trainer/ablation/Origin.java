package io.emistream.trainer.ablation;

import io.emistream.model.release.ReleaseStore;

/**
 * Weights that rows start from.
 *
 * @param from as {@code RunSpec.from} has it
 * @param store that holds the release, if it is neither bundled nor random
 */
public record Origin(String from, ReleaseStore store) {}
