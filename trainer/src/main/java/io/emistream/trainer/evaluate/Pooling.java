package io.emistream.trainer.evaluate;

import io.emistream.trainer.evaluate.ClipAnswer.Part;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How what was said of a clip's parts becomes one value a label. Pure. */
public enum Pooling {
    /** Mean over parts, each weighted by its length: what the clip's speech carries on average. */
    DURATION,
    /** Mean over parts, each alike. */
    MEAN,
    /** The highest of the parts. */
    MAX;

    /** Values by label; empty where no part has any, since then nothing was said. */
    public Map<String, Double> of(List<Part> parts) {
        List<Part> said =
                parts.stream().filter(part -> !part.values().isEmpty()).toList();
        Set<String> labels = new LinkedHashSet<>();
        for (Part part : said) labels.addAll(part.values().keySet());
        var pooled = new TreeMap<String, Double>();
        for (String label : labels) pooled.put(label, one(said, label));
        return pooled;
    }

    private double one(List<Part> parts, String label) {
        double sum = 0;
        double weights = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (Part part : parts) {
            Double value = part.values().get(label);
            if (value == null) continue;
            double weight = this == DURATION ? part.length() : 1;
            sum += weight * value;
            weights += weight;
            most = Math.max(most, value);
        }
        return this == MAX ? most : sum / weights;
    }
}
