package io.emistream.trainer.ablation;

import java.util.List;

/**
 * What an ablation is to do, as {@code ablation.json} in its folder keeps it: one that goes on reads it instead of options.
 *
 * @param corpus folder of the clips
 * @param outputSet of the labels
 * @param labels of the outputs, in order
 * @param dataHash over the clips, so that all rows learn from the same
 * @param created ISO-8601 instant of all its releases
 */
public record AblationSpec(
        AblationPlan plan, String corpus, String outputSet, List<String> labels, String dataHash, String created) {
    public AblationSpec {
        labels = List.copyOf(labels);
    }
}
