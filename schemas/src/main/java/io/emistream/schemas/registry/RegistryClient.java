package io.emistream.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.emistream.schemas.AvroSerde;
import io.emistream.schemas.IncompatibleSchema;
import io.emistream.schemas.RegistryRefused;
import io.emistream.schemas.RegistryUnavailable;
import io.emistream.schemas.SchemaRegistry;
import io.emistream.schemas.Topics;
import io.emistream.schemas.UnknownSchema;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * A registry that speaks the Confluent REST API. Thread-safe; keeps what never changes (ids of registered schemas, schemas by id).
 *
 * <p>Every method may throw {@link RegistryUnavailable} after all rounds of {@link Patience}, and {@link RegistryRefused} when the
 * registry says no.
 */
public final class RegistryClient implements SchemaRegistry {
    private final Nodes nodes;
    private final UnknownIds unknown;
    private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    private record Registration(String subject, Schema schema) {}

    /**
     * A client that pauses on the calling thread between rounds.
     *
     * @param nanos a clock that only goes forward, nanoseconds from any origin ({@code System::nanoTime})
     */
    public RegistryClient(RegistryConfig config, LongSupplier nanos) {
        this(
                config,
                length -> Thread.sleep(length.toMillis()),
                () -> ThreadLocalRandom.current().nextDouble(),
                nanos);
    }

    RegistryClient(RegistryConfig config, Pause pause, DoubleSupplier chance, LongSupplier nanos) {
        this.nodes = new Nodes(config, pause, chance);
        this.unknown = new UnknownIds(nanos);
    }

    @Override
    public int register(String subject, Schema schema) {
        var registration = new Registration(subject, schema);
        Integer known = ids.get(registration);
        if (known != null) return known;
        var answer = nodes.post(versionsPath(subject), body(schema));
        if (answer.conflict()) throw new IncompatibleSchema(subject, answer.message());
        int id = number(answer.required(), "id");
        ids.put(registration, id);
        schemas.put(id, schema); // what we write can be read even if the registry is away from now on
        return id;
    }

    @Override
    public Schema byId(int id) {
        var known = schemas.get(id);
        if (known != null) return known;
        if (unknown.holds(id))
            throw new UnknownSchema(id, "the registry said so less than " + UnknownIds.KEPT + " ago");
        var answer = nodes.get("/schemas/ids/" + id);
        if (answer.missing()) {
            unknown.add(id);
            throw new UnknownSchema(id, answer.message());
        }
        var json = answer.required().json();
        String type = json.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) throw new UnknownSchema(id, "it is " + type);
        try {
            var schema = parse(answer);
            schemas.put(id, schema);
            return schema;
        } catch (SchemaParseException e) {
            throw new UnknownSchema(id, "what the registry holds is not Avro (" + e.getMessage() + ")");
        }
    }

    /** The schema where it is registered under the subject; empty when it is not. */
    public Optional<RegisteredSchema> find(String subject, Schema schema) {
        var answer = nodes.post(subjectPath(subject), body(schema));
        if (answer.missing()) return Optional.empty();
        answer.required();
        return Optional.of(new RegisteredSchema(subject, number(answer, "version"), number(answer, "id"), schema));
    }

    /** The names of all subjects. */
    public List<String> subjects() {
        var names = new ArrayList<String>();
        nodes.get("/subjects").required().json().forEach(name -> names.add(name.asText()));
        return names;
    }

    /** The versions of a subject, ascending; empty when there is no such subject. */
    public List<Integer> versions(String subject) {
        var answer = nodes.get(versionsPath(subject));
        if (answer.missing()) return List.of();
        var versions = new ArrayList<Integer>();
        answer.required().json().forEach(version -> versions.add(version.asInt()));
        versions.sort(null);
        return versions;
    }

    /** The newest schema of a subject; empty when there is no such subject. */
    public Optional<RegisteredSchema> latest(String subject) {
        return registered(subject, "latest");
    }

    /** One version of a subject; empty when there is none. */
    public Optional<RegisteredSchema> version(String subject, int version) {
        return registered(subject, Integer.toString(version));
    }

    /** Whether the schema would be accepted beside all earlier ones; a subject that does not exist accepts any. */
    public Fit check(String subject, Schema schema) {
        var answer = nodes.post("/compatibility" + versionsPath(subject) + "?verbose=true", body(schema));
        if (answer.missing()) return new Fit(true, List.of());
        var json = answer.required().json();
        var reasons = new ArrayList<String>();
        json.path("messages").forEach(reason -> reasons.add(reason.asText()));
        return new Fit(json.path("is_compatible").asBoolean(false), reasons);
    }

    /** What the subject demands of new schemas, from the registry's default where it has no level of its own. */
    public Compatibility compatibility(String subject) {
        var answer = nodes.get(configPath(subject) + "?defaultToGlobal=true");
        if (answer.missing()) answer = nodes.get("/config");
        return level(answer.required());
    }

    /** Sets what the subject demands of new schemas from now on. Some registries (Apicurio) want the subject to exist. */
    public void compatibility(String subject, Compatibility level) {
        nodes.put(configPath(subject), nodes.json().createObjectNode().put("compatibility", level.name()))
                .required();
    }

    /**
     * Registers the schemas of all topics and makes their subjects {@link Compatibility#BACKWARD_TRANSITIVE}; done again, it
     * changes nothing. Throws {@link IncompatibleSchema} at the first that does not fit.
     *
     * @return ids by subject
     */
    public Map<String, Integer> publish(Topics topics) {
        var published = new LinkedHashMap<String, Integer>();
        for (var topic : topics.all()) {
            if (topic.values() instanceof AvroSerde<?> values) {
                String subject = AvroSerde.subject(topic.name());
                boolean exists = !versions(subject).isEmpty();
                if (exists) demandBackward(subject); // before, so that the new schema is held to it
                published.put(subject, register(subject, values.schema()));
                if (!exists) demandBackward(subject);
            }
        }
        return published;
    }

    private void demandBackward(String subject) {
        if (compatibility(subject) == Compatibility.BACKWARD_TRANSITIVE) return;
        try {
            compatibility(subject, Compatibility.BACKWARD_TRANSITIVE);
        } catch (RegistryRefused e) {
            // another role that starts at the same moment was faster: Apicurio refuses the second
            if (compatibility(subject) != Compatibility.BACKWARD_TRANSITIVE) throw e;
        }
    }

    private Optional<RegisteredSchema> registered(String subject, String version) {
        var answer = nodes.get(versionsPath(subject) + "/" + version);
        if (answer.missing()) return Optional.empty();
        answer.required();
        try {
            return Optional.of(
                    new RegisteredSchema(subject, number(answer, "version"), number(answer, "id"), parse(answer)));
        } catch (SchemaParseException e) {
            throw malformed(answer, "a schema that is not Avro (" + e.getMessage() + ")");
        }
    }

    private JsonNode body(Schema schema) {
        return nodes.json().createObjectNode().put("schema", schema.toString());
    }

    /** Lenient in names and defaults: what others registered was good enough for their registry. */
    private static Schema parse(Answer answer) {
        return new Schema.Parser(NameValidator.NO_VALIDATION)
                .setValidateDefaults(false)
                .parse(answer.json().path("schema").asText());
    }

    private static Compatibility level(Answer answer) {
        String name = answer.json().path("compatibilityLevel").asText();
        try {
            return Compatibility.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw malformed(answer, "compatibility '" + name + "', which Emistream does not know");
        }
    }

    private static int number(Answer answer, String field) {
        var value = answer.json().path(field);
        if (!value.canConvertToInt() || !value.isIntegralNumber()) throw malformed(answer, "no number '" + field + "'");
        return value.intValue();
    }

    private static RegistryRefused malformed(Answer answer, String what) {
        return new RegistryRefused(
                answer.status(),
                0,
                "registry " + answer.url() + " answered with " + what + "; is it a schema registry?");
    }

    private static String subjectPath(String subject) {
        return "/subjects/" + encoded(subject);
    }

    private static String versionsPath(String subject) {
        return subjectPath(subject) + "/versions";
    }

    private static String configPath(String subject) {
        return "/config/" + encoded(subject);
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
