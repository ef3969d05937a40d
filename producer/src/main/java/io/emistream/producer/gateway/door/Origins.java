package io.emistream.producer.gateway.door;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * From which web pages browsers may connect: a page elsewhere could otherwise speak with the rights of whoever looks at it. Programs that are no
 * browsers say no origin and are not concerned.
 *
 * @param allowed such as {@code https://example.com}; {@code *} allows all
 */
public record Origins(Set<String> allowed) {
    private static final String ALL = "*";
    private static final Pattern ADDRESS =
            Pattern.compile("(localhost|\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]+])(:\\d+)?");

    public Origins {
        allowed = Set.copyOf(allowed);
        for (var one : allowed)
            if (!one.equals(ALL) && !one.matches("https?://[^/]+"))
                throw new IllegalArgumentException(
                        "origin '" + one + "' is none; give scheme and host, such as https://example.com, or *");
    }

    /**
     * Whether a request with this origin may come in to the host that it names: from a page that is allowed, or from the gateway's own page
     * where the host is an address or {@code localhost}. Any other name could be one that a foreign page has just pointed at this machine.
     *
     * @param host as in the header, with the port
     */
    public boolean allow(Optional<String> origin, Optional<String> host) {
        return isAllowed(origin)
                || host.filter(name -> ADDRESS.matcher(name).matches())
                        .filter(name ->
                                ("http://" + name).equals(origin.get()) || ("https://" + name).equals(origin.get()))
                        .isPresent();
    }

    private boolean isAllowed(Optional<String> origin) {
        return origin.isEmpty() || allowed.contains(ALL) || allowed.contains(origin.get());
    }
}
