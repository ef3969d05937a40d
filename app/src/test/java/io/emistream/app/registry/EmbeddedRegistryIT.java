package io.emistream.app.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.app.broker.BrokerOptions;
import io.emistream.app.broker.EmbeddedBroker;
import io.emistream.schemas.IncompatibleSchema;
import io.emistream.schemas.Topics;
import io.emistream.schemas.registry.Compatibility;
import io.emistream.schemas.registry.RegistryClient;
import io.emistream.schemas.registry.RegistryConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRegistryIT {
    private static final Schema ONE =
            SchemaBuilder.record("One").fields().requiredInt("a").endRecord();
    private static final Schema WITH_DEFAULT = SchemaBuilder.record("One")
            .fields()
            .requiredInt("a")
            .name("b")
            .type()
            .intType()
            .intDefault(7)
            .endRecord();
    private static final Schema WITHOUT_DEFAULT = SchemaBuilder.record("One")
            .fields()
            .requiredInt("a")
            .requiredInt("b")
            .endRecord();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedBroker broker;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedRegistry registry;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(BrokerOptions.temporary().in(folder));
        registry = EmbeddedRegistry.start(broker.bootstrap(), "127.0.0.1", 0);
    }

    @AfterAll
    static void stop() {
        registry.close();
        broker.close();
    }

    @Test
    void givesBackEveryTopicsSchemaUnderTheSameIdAfterARestart() {
        var topics = Topics.with(client(registry));
        var ids = client(registry).publish(topics);

        try (var restarted = EmbeddedRegistry.start(broker.bootstrap(), "127.0.0.1", 0)) {
            assertThat(client(restarted).publish(topics)).isEqualTo(ids).isNotEmpty();
            ids.values().forEach(id -> assertThat(client(restarted).byId(id))
                    .isEqualTo(client(registry).byId(id)));
        }
    }

    @Test
    void givesOneIdToAThousandRegistrationsOfOneSchemaAtOnce() {
        var ids = IntStream.range(0, 1_000)
                .parallel()
                .mapToObj(i -> client(registry).register("concurrent-" + i % 3, ONE))
                .collect(Collectors.toSet());

        assertThat(ids).hasSize(1);
        assertThat(client(registry).versions("concurrent-0")).containsExactly(1);
    }

    @Test
    void refusesASchemaThatCannotReadWhatIsThere() {
        var client = client(registry);
        client.compatibility("strict", Compatibility.BACKWARD_TRANSITIVE);
        client.register("strict", ONE);

        assertThatThrownBy(() -> client.register("strict", WITHOUT_DEFAULT)).isInstanceOf(IncompatibleSchema.class);
        client.register("strict", WITH_DEFAULT);
        assertThat(client.versions("strict")).containsExactly(1, 2);
    }

    @Test
    void isUnderstoodByConfluentsOwnClient() throws Exception {
        var confluent = new CachedSchemaRegistryClient(registry.url().toString(), 100);
        int id = client(registry).register("shared-value", WITH_DEFAULT);

        assertThat(confluent.getSchemaById(id).canonicalString()).isEqualTo(WITH_DEFAULT.toString());
        assertThat(confluent.getAllSubjects()).contains("shared-value");
        assertThat(confluent.getLatestSchemaMetadata("shared-value").getId()).isEqualTo(id);
        assertThat(confluent.updateCompatibility("shared-value", "FULL")).isEqualTo("FULL");
        assertThat(confluent.getCompatibility("shared-value")).isEqualTo("FULL");
        assertThat(confluent.deleteSubject("shared-value")).containsExactly(1);
        assertThat(confluent.getAllSubjects()).doesNotContain("shared-value");
    }

    @Test
    void answersMistakesInConfluentsForm() throws Exception {
        assertThat(get("/subjects/nobody/versions")).contains("404 ", "\"error_code\":40401");
        assertThat(get("/schemas/ids/99999")).contains("404 ", "\"error_code\":40403");
        client(registry).register("asked", ONE);
        assertThat(get("/subjects/asked/versions/9")).contains("404 ", "\"error_code\":40402");
        assertThat(get("/subjects/asked/versions/zero")).contains("422 ", "\"error_code\":42202");
        assertThat(get("/config/asked")).contains("404 ", "\"error_code\":40408");
        assertThat(get("/nowhere")).contains("404 ", "\"error_code\":404");
        assertThat(get("/schemas/types")).isEqualTo("200 [\"AVRO\"]");
        assertThat(send("POST", "/subjects/bad/versions", "{\"schema\": \"{}\"}"))
                .contains("422 ", "\"error_code\":42201");
        assertThat(send("PUT", "/config", "{\"compatibility\": \"SIDEWAYS\"}"))
                .contains("422 ", "\"error_code\":42203");
    }

    private static String get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    private static String send(String method, String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(registry.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private static RegistryClient client(EmbeddedRegistry at) {
        return new RegistryClient(RegistryConfig.parse(at.url().toString()), System::nanoTime);
    }
}
