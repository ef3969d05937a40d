package io.emistream.model.checkpoint;

import java.util.List;

/** A checkpoint that reads well but is no network of this kind, with every reason, one a line. */
public final class UnfitCheckpoint extends Exception {
    private static final long serialVersionUID = 1;

    private final List<String> reasons;

    UnfitCheckpoint(List<String> reasons) {
        super("the checkpoint does not fit (%d reasons): %s".formatted(reasons.size(), String.join("; ", reasons)));
        this.reasons = List.copyOf(reasons);
    }

    /** For one reason only. */
    public static UnfitCheckpoint because(String reason) {
        return new UnfitCheckpoint(List.of(reason));
    }

    /** Every missing, unexpected or misshapen tensor by name, or every setting that this network does not compute. */
    public List<String> reasons() {
        return reasons;
    }
}
