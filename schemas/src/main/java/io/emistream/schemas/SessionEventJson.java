package io.emistream.schemas;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.schemas.avro.SessionEvent;
import java.util.Locale;

/** The JSON of a session event, the same on every surface that shows one. Times are ISO-8601 in UTC, samples 16 kHz. */
public final class SessionEventJson {

    private SessionEventJson() {}

    /** The event as one JSON object; {@code type} in small letters with hyphens. */
    public static ObjectNode of(SessionEvent event) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("sessionId", event.getSessionId());
        json.put("participantId", event.getParticipantId());
        json.put("type", event.getType().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.put("at", event.getAt().toString());
        json.put("firstSample", event.getFirstSample());
        json.put("lastSample", event.getLastSample());
        json.put("reason", event.getReason());
        return json;
    }
}
