package io.emistream.model.release;

import io.emistream.model.ReleaseId;

/** A release that cannot be published or opened, and why; nothing has changed. */
public final class ReleaseRefused extends Exception {
    private static final long serialVersionUID = 1;

    public ReleaseRefused(ReleaseId id, String why) {
        super("release %s is refused: %s".formatted(id, why));
    }
}
