package io.emistream.app.rules.broken.audio;

import java.time.Instant;

/** Breaks: mutable fields are private, no mutable statics, environment and clocks only in app, VAD, and its package is not null-marked. */
public class Clip {
    @SuppressWarnings("NonFinalStaticField")
    static int count;

    public String vadState = System.getenv().getOrDefault("HOME", "");
    public Instant at = Instant.now();
}
