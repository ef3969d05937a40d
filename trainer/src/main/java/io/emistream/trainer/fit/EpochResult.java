package io.emistream.trainer.fit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an epoch came to.
 *
 * @param epoch the first being 1
 * @param step optimiser steps so far
 * @param loss mean over its steps
 * @param learningRate of its last step
 * @param validationLoss null where there are no validation clips
 * @param pearson on the validation clips by label; undefined ones are left out
 * @param meanPearson over all labels, undefined ones counted as 0; null where there are no validation clips
 * @param seconds of audio a second of wall clock
 */
public record EpochResult(
        int epoch,
        long step,
        double loss,
        double learningRate,
        @Nullable Double validationLoss,
        Map<String, Double> pearson,
        @Nullable Double meanPearson,
        double seconds) {}
