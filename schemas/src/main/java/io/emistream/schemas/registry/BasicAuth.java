package io.emistream.schemas.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A user's name and password for HTTP basic authentication; never prints the password. */
public record BasicAuth(String user, String password) {
    public BasicAuth {
        if (user.isEmpty() || user.indexOf(':') >= 0)
            throw new IllegalArgumentException("registry user '" + user + "' must be non-empty and without a colon");
    }

    String header() {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "BasicAuth[user=" + user + ", password=***]";
    }
}
