package io.emistream.trainer.fit;

import io.emistream.model.network.Architecture;
import io.emistream.trainer.recipe.Recipe;
import java.util.List;

/**
 * What is to be learned, from what, and how.
 *
 * @param labels of the outputs, in order
 * @param training clips to learn from; never empty
 * @param validation clips that choose the epoch; where there are none, the last one is kept
 */
public record Task(
        Recipe recipe,
        Architecture architecture,
        List<String> labels,
        List<Example> training,
        List<Example> validation) {
    public Task {
        labels = List.copyOf(labels);
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        if (training.isEmpty()) throw new IllegalArgumentException("there are no training clips; see the split column");
    }

    /** Optimiser steps in an epoch. */
    public int stepsAnEpoch() {
        return (training.size() + recipe.batch() - 1) / recipe.batch();
    }

    /** Optimiser steps in all epochs. */
    public long steps() {
        return Math.multiplyExact((long) recipe.epochs(), stepsAnEpoch());
    }

    List<Example> batch(int epoch, int batch) {
        int[] lengths = training.stream().mapToInt(Example::samples).toArray();
        long seed = Seeds.of(recipe.seed(), epoch);
        List<List<Integer>> batches = recipe.zeroPadding() > 0
                ? Batches.mixed(lengths, recipe.batch(), seed)
                : Batches.of(lengths, recipe.batch(), seed);
        return batches.get(batch).stream().map(training::get).toList();
    }
}
