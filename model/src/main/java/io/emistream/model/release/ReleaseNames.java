package io.emistream.model.release;

import java.util.regex.Pattern;

/** Which names and versions a release may have: they become folders, topic keys and table cells. */
final class ReleaseNames {
    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private ReleaseNames() {}

    static void check(String what, String value) {
        if (!ALLOWED.matcher(value).matches() || value.contains("..")) {
            throw new IllegalArgumentException(
                    "release %s is \"%s\"; use 1 to 64 of a-z, 0-9, dot, dash and underscore, starting with a letter or digit"
                            .formatted(what, value));
        }
    }
}
