package io.emistream.model.network;

/** Refuses an impossible architecture with a message that names the value and its limit. */
final class Checks {
    private Checks() {}

    static void range(String name, int value, int least, int most) {
        that(value >= least && value <= most, "architecture: %s is %d; it must be %d to %d", name, value, least, most);
    }

    @SuppressWarnings("AnnotateFormatMethod") // its annotation would be a dependency of its own
    static void that(boolean holds, String message, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(message.formatted(values));
        }
    }
}
