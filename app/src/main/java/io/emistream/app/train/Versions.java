package io.emistream.app.train;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Versions of releases that nobody has numbered. */
public final class Versions {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private Versions() {}

    /** By time, UTC: later ones sort later. */
    public static String of(Instant time) {
        return FORMAT.format(time);
    }
}
