package io.emistream.model.release;

import io.emistream.model.network.Architecture;
import io.emistream.model.network.Parameters;
import io.emistream.model.weights.SeededWeights;
import java.util.Map;

/**
 * The release that needs no download: the small architecture with random weights from a fixed seed. It shows the pipeline at work; its values
 * mean nothing, and its name and {@code trained=false} say so wherever they appear.
 */
public final class BundledRelease {
    private static final long SEED = 20_240_311;

    private static final String NAME = "small-untrained";
    private static final String VERSION = "1";

    private BundledRelease() {}

    /** Whether {@code NAME} or {@code NAME/VERSION} means it. */
    public static boolean isNamed(String text) {
        return text.equals(NAME) || text.equals(NAME + "/" + VERSION);
    }

    /** Opens the one of that name. */
    public static Release open(String name) {
        if (!isNamed(name)) throw new IllegalArgumentException("there is no bundled release " + name);
        return open();
    }

    /** Opens it; the same on every machine. */
    public static Release open() {
        return untrained(Architecture.small(), NAME);
    }

    /** The published architecture with random weights: for measuring speed at true size, nothing else. */
    public static Release fullSize() {
        return untrained(Architecture.full(), "full-untrained");
    }

    private static Release untrained(Architecture architecture, String name) {
        var manifest = new Manifest(
                Manifest.FORMAT,
                name,
                VERSION,
                false,
                architecture,
                Manifest.EMI,
                Manifest.EMI_LABELS,
                new Manifest.Licences("Apache-2.0", "Apache-2.0", "none: untrained"),
                null,
                Map.of(),
                null,
                Manifest.WeightsFile.none(),
                "2026-11-23T00:00:00Z",
                "Untrained: random weights from a fixed seed. Its values mean nothing.",
                null);
        return new Release(manifest, new SeededWeights(Parameters.of(architecture), SEED));
    }
}
