package io.emistream.producer.gateway.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.audio.SampleEncoding;
import io.emistream.producer.gateway.consent.ConsentFacts;
import io.emistream.producer.gateway.results.Wanted;
import io.emistream.producer.gateway.voice.Fault;
import io.emistream.producer.gateway.voice.PcmFormat;
import io.emistream.producer.gateway.voice.Refusal;
import io.emistream.producer.gateway.voice.VoiceId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a client says in text. */
sealed interface ClientMessage {
    /** Of raw streams: one channel of one of these. */
    Set<String> ENCODINGS = Set.of("s16le", "f32le");

    /**
     * What is to come; the first message.
     *
     * @param resume whether a stream goes on that was broken off
     */
    record Config(
            VoiceId voice,
            PcmFormat format,
            Wanted results,
            boolean resume,
            Optional<String> token,
            ConsentFacts consent)
            implements ClientMessage {}

    /** The next frame begins with this sample, which was refused before. */
    record Resend(long from) implements ClientMessage {}

    /** No audio follows. */
    record End() implements ClientMessage {}

    /** The voice takes its consent back. */
    record Revoke() implements ClientMessage {}

    /** A sign of life is wanted. */
    record Ping() implements ClientMessage {}

    ObjectMapper JSON = new ObjectMapper();
    Set<String> CONFIG_KEYS = Set.of(
            "type",
            "session",
            "participant",
            "encoding",
            "sampleRate",
            "results",
            "resume",
            "token",
            ConsentFacts.CONSENT,
            ConsentFacts.PURPOSE,
            ConsentFacts.NOTICE);

    /** Reads one. */
    static ClientMessage parse(String text) throws Refusal {
        var json = read(text);
        var type = json.path("type").asText("");
        switch (type) {
            case "config":
                return config(json);
            case "resend":
                if (!json.path("from").canConvertToLong() || json.path("from").asLong() < 0)
                    throw bad("'resend' needs 'from', the number of the sample that comes next");
                return new Resend(json.path("from").asLong());
            case "end":
                return new End();
            case "revoke":
                return new Revoke();
            case "ping":
                return new Ping();
            default:
                throw bad("type '" + shortened(type) + "' is not known; send config, resend, end, revoke or ping");
        }
    }

    private static JsonNode read(String text) throws Refusal {
        try {
            var json = JSON.readTree(text);
            if (json == null || !json.isObject()) throw bad("a text frame is no JSON object");
            return json;
        } catch (JsonProcessingException e) {
            throw bad("a text frame is no JSON: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private static Config config(JsonNode json) throws Refusal {
        for (var names = json.fieldNames(); names.hasNext(); ) {
            var name = names.next();
            if (!CONFIG_KEYS.contains(name)) throw invalid("'" + shortened(name) + "' is not known in a config");
        }
        var encoding = text(json, "encoding");
        if (!ENCODINGS.contains(encoding))
            throw invalid("encoding is '" + shortened(encoding) + "'; give s16le or f32le");
        if (!json.path("sampleRate").isIntegralNumber()
                || !json.path("sampleRate").canConvertToInt())
            throw invalid("'sampleRate' is no whole number; give 8000 to 48000 samples per second");
        try {
            return new Config(
                    new VoiceId(text(json, "session"), text(json, "participant")),
                    new PcmFormat(
                            SampleEncoding.valueOf(encoding.toUpperCase(Locale.ROOT)),
                            json.path("sampleRate").asInt()),
                    wanted(json.path("results").asText("none")),
                    flag(json, "resume"),
                    Optional.ofNullable(json.path("token").textValue()),
                    ConsentFacts.of(
                            optional(json, ConsentFacts.CONSENT),
                            optional(json, ConsentFacts.PURPOSE),
                            optional(json, ConsentFacts.NOTICE)));
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static Wanted wanted(String results) throws Refusal {
        for (var one : Wanted.values()) if (one.name().toLowerCase(Locale.ROOT).equals(results)) return one;
        throw invalid("results is '" + shortened(results) + "'; give none, final or all");
    }

    private static String text(JsonNode json, String name) throws Refusal {
        var value = json.path(name).textValue();
        if (value == null) throw invalid("'" + name + "' is missing or no text");
        return value;
    }

    private static Optional<String> optional(JsonNode json, String name) throws Refusal {
        return json.has(name) ? Optional.of(text(json, name)) : Optional.empty();
    }

    private static boolean flag(JsonNode json, String name) throws Refusal {
        if (json.has(name) && !json.path(name).isBoolean()) throw invalid("'" + name + "' is neither true nor false");
        return json.path(name).asBoolean(false);
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    private static Refusal bad(String why) {
        return new Refusal(Fault.BAD_MESSAGE, why);
    }

    private static Refusal invalid(String why) {
        return new Refusal(Fault.CONFIG_INVALID, why);
    }
}
