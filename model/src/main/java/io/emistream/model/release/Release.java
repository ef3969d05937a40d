package io.emistream.model.release;

import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A manifest and the weights it speaks of. Whoever opens it closes it, once an engine has loaded the weights.
 *
 * @param weights fit {@code manifest.architecture()}: same names, same shapes; none for an ensemble
 * @param members of an ensemble, in its manifest's order; empty for a release with weights
 */
public record Release(Manifest manifest, WeightSource weights, List<Release> members) implements AutoCloseable {
    private static final WeightSource NONE = new WeightSource() {
        @Override
        public Map<String, List<Integer>> shapes() {
            return Map.of();
        }

        @Override
        public float[] read(String name) {
            throw new IllegalArgumentException("an ensemble has no weights of its own, and so no " + name);
        }
    };

    public Release {
        members = List.copyOf(members);
    }

    /** One with weights. */
    public Release(Manifest manifest, WeightSource weights) {
        this(manifest, weights, List.of());
    }

    /** An ensemble. */
    static Release of(Manifest manifest, List<Release> members) {
        return new Release(manifest, NONE, members);
    }

    @Override
    public void close() throws IOException {
        weights.close();
        for (Release member : members) member.close();
    }
}
