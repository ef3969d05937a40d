package io.emistream.schemas.registry;

import java.util.List;

/**
 * Whether a schema would be accepted under a subject.
 *
 * @param reasons what stands against it, in the registry's words; may be empty even when it does not fit
 */
public record Fit(boolean compatible, List<String> reasons) {
    public Fit {
        reasons = List.copyOf(reasons);
    }
}
