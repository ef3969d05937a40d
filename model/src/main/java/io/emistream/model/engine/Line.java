package io.emistream.model.engine;

import io.emistream.model.InferenceEngine;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The engines that serve together, loaded and warm.
 *
 * @param active scores every session the canary does not
 * @param canary scores a share of sessions; null for none
 * @param share of sessions the canary scores, 0 to 1
 * @param shadow scores what the others have scored, for comparison only; null for none
 */
public record Line(
        InferenceEngine active, @Nullable InferenceEngine canary, double share, @Nullable InferenceEngine shadow) {
    public Line {
        if (!(share >= 0 && share <= 1))
            throw new IllegalArgumentException("the canary's share is " + share + "; give 0 to 1");
    }

    /** One engine for all. */
    public static Line of(InferenceEngine active) {
        return new Line(active, null, 0, null);
    }

    /** The engine of a session: always the same one for the same share. */
    public InferenceEngine of(String sessionId) {
        return canary != null && place(sessionId) < share ? canary : active;
    }

    /** In [0, 1), the same everywhere: a finaliser of MurmurHash3 over the specified hash of the text. */
    static double place(String sessionId) {
        int hash = sessionId.hashCode();
        hash = (hash ^ hash >>> 16) * 0x85EBCA6B;
        hash = (hash ^ hash >>> 13) * 0xC2B2AE35;
        hash ^= hash >>> 16;
        return Integer.toUnsignedLong(hash) / 0x1p32;
    }

    /** All of them, each once. */
    public Set<InferenceEngine> engines() {
        var engines = new LinkedHashSet<InferenceEngine>();
        engines.add(active);
        if (canary != null) engines.add(canary);
        if (shadow != null) engines.add(shadow);
        return engines;
    }
}
