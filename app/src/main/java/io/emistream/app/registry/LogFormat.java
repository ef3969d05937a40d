package io.emistream.app.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.app.registry.LogEntry.DeleteSubject;
import io.emistream.app.registry.LogEntry.Ignored;
import io.emistream.app.registry.LogEntry.Put;
import io.emistream.app.registry.LogEntry.Remove;
import io.emistream.app.registry.LogEntry.SetLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes the records of {@code _schemas} as Confluent's registry does: JSON keys and values, null values delete. */
final class LogFormat {
    private final ObjectMapper json = new ObjectMapper();

    byte[] key(LogEntry entry) {
        if (entry instanceof Put put)
            return schemaKey(put.schema().subject(), put.schema().version());
        if (entry instanceof Remove remove) return schemaKey(remove.subject(), remove.version());
        if (entry instanceof SetLevel set) {
            var key = key("CONFIG", set.subject().isEmpty() ? null : set.subject());
            return bytes(key.put("magic", 0));
        }
        throw new IllegalArgumentException("the registry does not write " + entry);
    }

    byte @Nullable [] value(LogEntry entry) {
        if (entry instanceof Put put) {
            var schema = put.schema();
            return bytes(json.createObjectNode()
                    .put("subject", schema.subject())
                    .put("version", schema.version())
                    .put("id", schema.id())
                    .put("schema", schema.schema())
                    .put("deleted", schema.deleted()));
        }
        if (entry instanceof SetLevel set)
            return set.level()
                    .map(level -> bytes(json.createObjectNode().put("compatibilityLevel", level.name())))
                    .orElse(null);
        return null;
    }

    /** @throws IOException when the record is not JSON of a known shape */
    LogEntry read(byte @Nullable [] keyBytes, byte @Nullable [] valueBytes) throws IOException {
        if (keyBytes == null) return new Ignored();
        var key = json.readTree(keyBytes);
        var value = valueBytes == null ? json.nullNode() : json.readTree(valueBytes);
        var subject = key.path("subject").asText("");
        if (key.path("subject").isNull()) subject = "";
        switch (key.path("keytype").asText("")) {
            case "SCHEMA":
                return schema(subject, key.path("version").asInt(), value);
            case "CONFIG":
                var level = value.path("compatibilityLevel");
                return new SetLevel(
                        subject,
                        level.isTextual() ? Optional.of(CompatibilityLevel.named(level.asText())) : Optional.empty());
            case "DELETE_SUBJECT":
                return value.isNull()
                        ? new Ignored()
                        : new DeleteSubject(subject, value.path("version").asInt());
            default:
                return new Ignored();
        }
    }

    private static LogEntry schema(String subject, int version, JsonNode value) {
        if (value.isNull()) return new Remove(subject, version);
        return new Put(new StoredSchema(
                subject,
                version,
                value.path("id").asInt(),
                value.path("schema").asText(),
                value.path("deleted").asBoolean(false)));
    }

    private byte[] schemaKey(String subject, int version) {
        return bytes(key("SCHEMA", subject).put("version", version).put("magic", 1));
    }

    private ObjectNode key(String type, @Nullable String subject) {
        return json.createObjectNode().put("keytype", type).put("subject", subject);
    }

    private static byte[] bytes(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }
}
