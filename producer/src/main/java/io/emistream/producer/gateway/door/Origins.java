package io.emistream.producer.gateway.door;

import java.util.Optional;
import java.util.Set;

/**
 * From which web pages browsers may connect: a page elsewhere could otherwise speak with the rights of whoever looks at it. Programs that are no
 * browsers say no origin and are not concerned.
 *
 * @param allowed such as {@code https://example.com}; {@code *} allows all
 */
public record Origins(Set<String> allowed) {
    private static final String ALL = "*";

    public Origins {
        allowed = Set.copyOf(allowed);
        for (var one : allowed)
            if (!one.equals(ALL) && !one.matches("https?://[^/]+"))
                throw new IllegalArgumentException(
                        "origin '" + one + "' is none; give scheme and host, such as https://example.com, or *");
    }

    /** Whether a request with this origin may come in. */
    public boolean allow(Optional<String> origin) {
        return origin.isEmpty() || allowed.contains(ALL) || allowed.contains(origin.get());
    }
}
