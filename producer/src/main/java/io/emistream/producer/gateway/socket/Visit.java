package io.emistream.producer.gateway.socket;

import java.util.Map;
import java.util.Optional;

/**
 * What a client said when it connected.
 *
 * @param address of the client
 * @param query first value of each parameter
 * @param bearer the token of its {@code Authorization} header
 */
public record Visit(String address, Map<String, String> query, Optional<String> bearer) {
    public Visit {
        query = Map.copyOf(query);
    }

    /** A parameter that is not blank. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isBlank());
    }

    /** The token of the header, else of the query: browsers and some platforms cannot set headers. */
    public Optional<String> token() {
        return bearer.or(() -> parameter("token"));
    }
}
