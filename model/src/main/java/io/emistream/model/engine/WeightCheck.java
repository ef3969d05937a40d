package io.emistream.model.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares the weights that are there with those an architecture needs. */
final class WeightCheck {
    private static final int SHOWN = 5;

    private WeightCheck() {}

    /** Throws, naming the first few, when a weight is missing, misshapen or not the architecture's. */
    static void fits(Map<String, List<Integer>> expected, Map<String, List<Integer>> found) {
        var faults = new ArrayList<String>();
        expected.forEach((name, shape) -> {
            List<Integer> actual = found.get(name);
            if (actual == null) {
                faults.add(name + " is missing");
            } else if (!actual.equals(shape)) {
                faults.add(name + " has shape " + actual + ", expected " + shape);
            }
        });
        found.keySet().stream()
                .filter(name -> !expected.containsKey(name))
                .forEach(name -> faults.add(name + " is not part of the architecture"));
        if (!faults.isEmpty()) {
            String more = faults.size() > SHOWN ? "; and %d more".formatted(faults.size() - SHOWN) : "";
            throw new IllegalArgumentException("the weights do not fit the manifest's architecture: "
                    + String.join("; ", faults.subList(0, Math.min(SHOWN, faults.size()))) + more);
        }
    }
}
