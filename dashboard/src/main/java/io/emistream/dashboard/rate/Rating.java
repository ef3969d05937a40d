package io.emistream.dashboard.rate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody heard in a segment.
 *
 * @param firstSample of the segment, in its participant's timeline
 * @param lastSample inclusive
 * @param captureTime as its event says, to find its audio by
 * @param labels by name, 0 to 1
 * @param affect arousal, dominance, valence, each 0 to 1; null where not rated
 * @param annotator a pseudonym
 */
record Rating(
        String sessionId,
        String participantId,
        long firstSample,
        long lastSample,
        Instant captureTime,
        String outputSet,
        Map<String, Float> labels,
        float @Nullable [] affect,
        String annotator) {
    private static final int LONGEST = 192_000;
    private static final int SHORTEST = 400;
    private static final int LONGEST_NAME = 60;

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with what is wrong, for people
     */
    static Rating of(JsonNode json) {
        long first = json.path("firstSample").asLong(-1);
        long last = json.path("lastSample").asLong(-1);
        long length = last - first + 1;
        if (first < 0 || length < SHORTEST || length > LONGEST)
            throw new IllegalArgumentException(
                    "samples " + first + " to " + last + "; a segment has " + SHORTEST + " to " + LONGEST);
        var labels = new TreeMap<String, Float>();
        json.path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), value(label.getKey(), label.getValue())));
        JsonNode affect = json.path("affect");
        if (labels.isEmpty() && affect.isMissingNode()) throw new IllegalArgumentException("nothing is rated");
        return new Rating(
                name(json, "sessionId", 200),
                name(json, "participantId", 200),
                first,
                last,
                time(json.path("captureTime").asText()),
                name(json, "outputSet", LONGEST_NAME),
                labels,
                affect.isMissingNode()
                        ? null
                        : new float[] {
                            value("arousal", affect.path("arousal")),
                            value("dominance", affect.path("dominance")),
                            value("valence", affect.path("valence"))
                        },
                name(json, "annotator", LONGEST_NAME));
    }

    /** Each annotator's rating of a segment is one clip: rating again replaces it. */
    String clipId() {
        String id = "rated/" + sessionId + "/" + participantId + "/" + firstSample + "/" + annotator;
        return id.length() <= 200
                ? id
                : "rated/" + Integer.toHexString(id.hashCode()) + id.substring(id.length() - 150);
    }

    private static float value(String name, JsonNode value) {
        double number = value.asDouble(Double.NaN);
        if (!(number >= 0 && number <= 1))
            throw new IllegalArgumentException(name + " is " + value.asText() + "; ratings go from 0 to 1");
        return (float) number;
    }

    private static String name(JsonNode json, String key, int longest) {
        String name = json.path(key).asText("").strip();
        if (name.isEmpty() || name.length() > longest)
            throw new IllegalArgumentException(key + " has " + name.length() + " characters; give 1 to " + longest);
        return name;
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("captureTime is '" + text + "'; give an ISO-8601 instant", e);
        }
    }
}
