package io.emistream.app.bench;

import io.emistream.model.release.BundledRelease;
import io.emistream.model.release.Release;

/** Which network is measured; random weights are as fast as trained ones. */
enum Size {
    FULL,
    SMALL;

    Release release() {
        return this == FULL ? BundledRelease.fullSize() : BundledRelease.open();
    }
}
