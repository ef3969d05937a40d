package io.emistream.app.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Confluent's REST API: paths, JSON and status codes; the rules are {@link Registry}'s. */
final class RegistryRoutes {
    static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

    private final Registry registry;
    private final ObjectMapper json = new ObjectMapper();

    RegistryRoutes(Registry registry) {
        this.registry = registry;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/", ctx -> answer(ctx, Map.of()));
        schemas(routes);
        subjects(routes);
        versions(routes);
        configuration(routes);
        routes.exception(RegistryError.class, (error, ctx) -> fail(ctx, error.status(), error.code(), error));
        routes.exception(Exception.class, (error, ctx) -> fail(ctx, 500, 50001, error));
        routes.error(404, ctx -> {
            if (ctx.attribute("answered") == null) fail(ctx, 404, 404, new Exception("HTTP 404 Not Found"));
        });
    }

    private void schemas(RoutesConfig routes) {
        routes.get("/schemas/types", ctx -> answer(ctx, List.of("AVRO")));
        routes.get(
                "/schemas",
                ctx -> answer(
                        ctx,
                        registry.all(flag(ctx, "deleted")).stream()
                                .filter(schema -> schema.subject().startsWith(query(ctx, "subjectPrefix")))
                                .map(RegistryRoutes::shown)
                                .toList()));
        routes.get("/schemas/ids/{id}", ctx -> {
            var answer = new LinkedHashMap<String, Object>(Map.of("schema", registry.text(id(ctx))));
            if (flag(ctx, "fetchMaxId")) answer.put("maxId", registry.highestId());
            answer(ctx, answer);
        });
        routes.get("/schemas/ids/{id}/schema", ctx -> raw(ctx, registry.text(id(ctx))));
        routes.get(
                "/schemas/ids/{id}/subjects",
                ctx -> answer(
                        ctx,
                        registry.withId(id(ctx), flag(ctx, "deleted")).stream()
                                .map(StoredSchema::subject)
                                .distinct()
                                .toList()));
        routes.get(
                "/schemas/ids/{id}/versions",
                ctx -> answer(
                        ctx,
                        registry.withId(id(ctx), flag(ctx, "deleted")).stream()
                                .map(schema -> Map.of("subject", schema.subject(), "version", schema.version()))
                                .toList()));
    }

    private void subjects(RoutesConfig routes) {
        routes.get(
                "/subjects", ctx -> answer(ctx, registry.subjects(flag(ctx, "deleted"), query(ctx, "subjectPrefix"))));
        routes.post(
                "/subjects/{subject}",
                ctx -> answer(ctx, shown(registry.lookUp(subject(ctx), schemaIn(ctx), flag(ctx, "deleted")))));
        routes.delete("/subjects/{subject}", ctx -> answer(ctx, registry.delete(subject(ctx), flag(ctx, "permanent"))));
        routes.post("/compatibility/subjects/{subject}/versions", ctx -> check(ctx, Optional.empty()));
        routes.post(
                "/compatibility/subjects/{subject}/versions/{version}", ctx -> check(ctx, Optional.of(version(ctx))));
    }

    private void versions(RoutesConfig routes) {
        routes.get(
                "/subjects/{subject}/versions",
                ctx -> answer(
                        ctx,
                        registry.versions(subject(ctx), flag(ctx, "deleted")).stream()
                                .map(StoredSchema::version)
                                .toList()));
        routes.post(
                "/subjects/{subject}/versions",
                ctx -> answer(
                        ctx,
                        Map.of(
                                "id",
                                registry.register(subject(ctx), schemaIn(ctx)).id())));
        routes.get("/subjects/{subject}/versions/{version}", ctx -> answer(ctx, shown(asked(ctx))));
        routes.get(
                "/subjects/{subject}/versions/{version}/schema",
                ctx -> raw(ctx, asked(ctx).schema()));
        routes.get("/subjects/{subject}/versions/{version}/referencedby", ctx -> {
            asked(ctx);
            answer(ctx, List.of());
        });
        routes.delete(
                "/subjects/{subject}/versions/{version}",
                ctx -> answer(ctx, registry.delete(subject(ctx), version(ctx), flag(ctx, "permanent"))));
    }

    private void configuration(RoutesConfig routes) {
        routes.get("/config", ctx -> answer(ctx, Map.of("compatibilityLevel", registry.globalLevel())));
        routes.put("/config", ctx -> {
            var level = levelIn(ctx);
            registry.setGlobalLevel(Optional.of(level));
            answer(ctx, Map.of("compatibility", level));
        });
        routes.delete("/config", ctx -> {
            registry.setGlobalLevel(Optional.empty());
            answer(ctx, Map.of("compatibility", registry.globalLevel()));
        });
        routes.get("/config/{subject}", ctx -> answer(ctx, Map.of("compatibilityLevel", level(ctx))));
        routes.put("/config/{subject}", ctx -> {
            var level = levelIn(ctx);
            registry.setLevel(subject(ctx), Optional.of(level));
            answer(ctx, Map.of("compatibility", level));
        });
        routes.delete("/config/{subject}", ctx -> {
            var level = registry.level(subject(ctx)).orElseThrow(() -> RegistryError.noLevelFor(subject(ctx)));
            registry.setLevel(subject(ctx), Optional.empty());
            answer(ctx, Map.of("compatibilityLevel", level));
        });
        routes.get("/mode", ctx -> answer(ctx, Map.of("mode", "READWRITE")));
        routes.get("/mode/{subject}", ctx -> {
            if (!flag(ctx, "defaultToGlobal")) throw RegistryError.noModeFor(subject(ctx));
            answer(ctx, Map.of("mode", "READWRITE"));
        });
        routes.put("/mode", ctx -> {
            throw RegistryError.notSupported("Mode changes are not supported by this registry: it is always READWRITE");
        });
    }

    private void check(Context ctx, Optional<VersionName> against) throws JsonProcessingException {
        var objections = registry.objections(subject(ctx), against, schemaIn(ctx));
        answer(
                ctx,
                flag(ctx, "verbose")
                        ? Map.of("is_compatible", objections.isEmpty(), "messages", objections)
                        : Map.of("is_compatible", objections.isEmpty()));
    }

    private CompatibilityLevel level(Context ctx) {
        var own = registry.level(subject(ctx));
        if (own.isEmpty() && flag(ctx, "defaultToGlobal")) return registry.globalLevel();
        return own.orElseThrow(() -> RegistryError.noLevelFor(subject(ctx)));
    }

    private StoredSchema asked(Context ctx) {
        return registry.version(subject(ctx), version(ctx), flag(ctx, "deleted"));
    }

    private CompatibilityLevel levelIn(Context ctx) throws JsonProcessingException {
        return CompatibilityLevel.named(body(ctx).path("compatibility").asText(""));
    }

    private String schemaIn(Context ctx) throws JsonProcessingException {
        var body = body(ctx);
        if (!body.path("schemaType").asText("AVRO").equals("AVRO"))
            throw RegistryError.unprocessable(
                    "Invalid schema type " + body.path("schemaType").asText() + ": this registry keeps AVRO");
        if (!body.path("references").isEmpty())
            throw RegistryError.unprocessable(
                    "Schema references are not supported by this registry: send one self-contained schema");
        if (!body.path("schema").isTextual())
            throw RegistryError.invalidSchema("the body has no text field \"schema\"");
        return body.path("schema").asText();
    }

    private JsonNode body(Context ctx) throws JsonProcessingException {
        try {
            return json.readTree(ctx.body());
        } catch (JsonProcessingException e) {
            throw RegistryError.unprocessable("the request's body is not JSON: " + e.getOriginalMessage());
        }
    }

    private static Map<String, Object> shown(StoredSchema schema) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("subject", schema.subject());
        shown.put("version", schema.version());
        shown.put("id", schema.id());
        shown.put("schema", schema.schema());
        if (schema.deleted()) shown.put("deleted", true);
        return shown;
    }

    private void answer(Context ctx, Object body) throws JsonProcessingException {
        ctx.contentType(CONTENT_TYPE).result(json.writeValueAsString(body));
    }

    private static void raw(Context ctx, String schema) {
        ctx.contentType(CONTENT_TYPE).result(schema);
    }

    private static void fail(Context ctx, int status, int code, Exception error) {
        var body = new ObjectMapper().createObjectNode();
        body.put("error_code", code).put("message", String.valueOf(error.getMessage()));
        ctx.attribute("answered", true);
        ctx.status(status).contentType(CONTENT_TYPE).result(body.toString());
    }

    private static String subject(Context ctx) {
        return ctx.pathParam("subject");
    }

    private static VersionName version(Context ctx) {
        return VersionName.of(ctx.pathParam("version"));
    }

    private static int id(Context ctx) {
        try {
            return Integer.parseInt(ctx.pathParam("id"));
        } catch (NumberFormatException e) {
            throw RegistryError.schemaNotFound();
        }
    }

    private static boolean flag(Context ctx, String name) {
        return Boolean.parseBoolean(query(ctx, name));
    }

    private static String query(Context ctx, String name) {
        return Optional.ofNullable(ctx.queryParam(name)).orElse("");
    }
}
