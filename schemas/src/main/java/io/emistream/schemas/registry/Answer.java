package io.emistream.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.emistream.schemas.RegistryRefused;
import java.net.URI;

/** What a registry said: an HTTP status and JSON. */
record Answer(URI url, int status, JsonNode json) {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int SUBJECT_UNKNOWN = 40401;
    private static final int NO_LEVEL_FOR_SUBJECT = 40408;

    boolean ok() {
        return status / 100 == OK / 100;
    }

    /** The registry, not some other server at that address, says that there is no such thing. */
    boolean missing() {
        return status == NOT_FOUND && errorCode() >= SUBJECT_UNKNOWN && errorCode() <= NO_LEVEL_FOR_SUBJECT;
    }

    boolean conflict() {
        return status == CONFLICT;
    }

    /** This answer when it is a good one. */
    Answer required() {
        if (ok()) return this;
        throw new RegistryRefused(
                status, errorCode(), "registry " + url + " refused with HTTP " + status + ": " + message() + hint());
    }

    int errorCode() {
        return json.path("error_code").asInt(0);
    }

    String message() {
        return json.path("message").asText("no reason given");
    }

    private String hint() {
        return switch (status) {
            case 401, 403 -> "; check the user, the password and what the user may do";
            case NOT_FOUND -> "; check the path in the registry's URL (Apicurio: /apis/ccompat/v7)";
            default -> "";
        };
    }
}
