package io.emistream.model;

import java.util.List;

/**
 * What every consumer of scores must know of the release that made them.
 *
 * @param outputSet name of the set of output labels; {@code emi-v1} only for the six of the EMI challenge
 * @param labels the output labels in order; empty without a fusion head
 * @param trained false when the weights are random: values mean nothing, and every place that shows them says so
 */
public record ReleaseCard(ReleaseId id, String outputSet, List<String> labels, boolean trained) {
    public ReleaseCard {
        labels = List.copyOf(labels);
    }
}
