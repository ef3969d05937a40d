package io.emistream.dashboard.releases;

/** The same segment, scored by the release that serves and by the one that shadows it. */
record Pair(Score served, Score shadow) {

    Releases releases() {
        return new Releases(served.release(), shadow.release());
    }

    /** Which releases, each {@code name/version}, a pair is of. */
    record Releases(String served, String shadow) {}
}
