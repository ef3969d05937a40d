package io.emistream.processor.swap;

import io.emistream.model.ReleaseId;

/** A release must not serve here; the message says why. */
final class UnfitRelease extends Exception {
    private static final long serialVersionUID = 1;

    UnfitRelease(ReleaseId release, String why) {
        super(release + " is refused: " + why);
    }
}
