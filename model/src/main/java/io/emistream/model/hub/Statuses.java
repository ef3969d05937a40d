package io.emistream.model.hub;

import java.io.IOException;
import java.net.URI;

/** HTTP statuses in words: those that stay are problems, those that may pass are plain failures. Pure. */
final class Statuses {
    private Statuses() {}

    static void check(int status, String what, URI base) throws IOException {
        if (status == 200 || status == 206) {
            return;
        }
        if (status == 429 || status >= 500) {
            throw new IOException("%s answers %d for %s".formatted(base.getHost(), status, what));
        }
        throw new HubProblem(
                switch (status) {
                    case 401, 403 ->
                        "%s is private or gated (%d): accept its conditions on its page at %s, and set HF_TOKEN to a token of yours"
                                .formatted(what, status, base);
                    case 404 -> "there is no %s at %s (404); check the name".formatted(what, base);
                    default -> "%s answers %d for %s".formatted(base, status, what);
                });
    }
}
