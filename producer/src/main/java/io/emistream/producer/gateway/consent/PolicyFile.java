package io.emistream.producer.gateway.consent;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads the text of an operator's policy: one JSON object with the names of {@link ConsentPolicy}, each of which may be left out. */
public final class PolicyFile {
    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final List<String> KEYS =
            List.of("requireConsent", "requirePurpose", "purposes", "requireNotice", "notices");

    private PolicyFile() {}

    /** @throws IllegalArgumentException with one line on what is wrong with it */
    public static ConsentPolicy parse(String text) {
        var json = read(text);
        for (var names = json.fieldNames(); names.hasNext(); ) {
            var name = names.next();
            if (!KEYS.contains(name))
                throw new IllegalArgumentException("'" + name + "' is not known; give " + String.join(", ", KEYS));
        }
        return new ConsentPolicy(
                flag(json, "requireConsent"),
                flag(json, "requirePurpose"),
                names(json, "purposes"),
                flag(json, "requireNotice"),
                names(json, "notices"));
    }

    private static JsonNode read(String text) {
        try {
            var json = JSON.readTree(text);
            if (json.isObject()) return json;
        } catch (JsonProcessingException e) {
            var where =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
            throw new IllegalArgumentException(
                    "it is no JSON" + where + ": "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
        throw new IllegalArgumentException("it is no JSON object; give {\"requireConsent\": true} or the like");
    }

    private static boolean flag(JsonNode json, String name) {
        if (json.has(name) && !json.path(name).isBoolean())
            throw new IllegalArgumentException("'" + name + "' is " + json.path(name) + "; give true or false");
        return json.path(name).asBoolean(false);
    }

    private static Set<String> names(JsonNode json, String name) {
        var given = json.path(name);
        if (given.isMissingNode()) return Set.of();
        var names = new TreeSet<String>();
        for (var one : given) if (one.isTextual() && !one.asText().isBlank()) names.add(one.asText());
        if (!given.isArray() || given.isEmpty() || names.size() != given.size())
            throw new IllegalArgumentException(
                    "'" + name + "' is " + given + "; give a list of different texts, or leave it out for any");
        return names;
    }
}
