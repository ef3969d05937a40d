package io.emistream.schemas.registry;

import static io.emistream.schemas.registry.ScriptedServer.says;
import static io.emistream.schemas.registry.ScriptedServer.saysHalf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.schemas.IncompatibleSchema;
import io.emistream.schemas.RegistryRefused;
import io.emistream.schemas.RegistryUnavailable;
import io.emistream.schemas.Topics;
import io.emistream.schemas.registry.ScriptedServer.Reply;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against registries that are away, slow, broken or several. */
class FailoverIT {
    private static final Reply GOOD = says(200, "{\"id\": 7}");
    private static final Schema SCHEMA =
            SchemaBuilder.record("Talk").fields().requiredString("words").endRecord();
    private static final Patience PATIENCE = new Patience(
            Duration.ofSeconds(2), Duration.ofMillis(500), 4, Duration.ofMillis(100), Duration.ofSeconds(2));

    private final List<Duration> pauses = new ArrayList<>();

    @Test
    void goesOnToTheNextNodeAndStaysWithTheOneThatAnswered() throws IOException {
        try (var broken = ScriptedServer.http(says(500, "{}"));
                var good = ScriptedServer.http(GOOD)) {
            var client = client(broken.url(), good.url());

            assertThat(client.register("one", SCHEMA)).isEqualTo(7);
            assertThat(client.register("two", SCHEMA)).isEqualTo(7);

            assertThat(broken.asked()).hasSize(1);
            assertThat(good.asked()).hasSize(2);
            assertThat(pauses).isEmpty();
        }
    }

    @Test
    void goesBackToAnEarlierNodeWhenTheLaterOneFails() throws IOException {
        try (var first = ScriptedServer.http(says(503, ""), GOOD);
                var second = ScriptedServer.http(GOOD, says(503, ""))) {
            var client = client(first.url(), second.url());
            client.register("one", SCHEMA);

            assertThat(client.register("two", SCHEMA)).isEqualTo(7);

            assertThat(first.asked()).hasSize(2);
            assertThat(second.asked()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void asksAgainWhenTheServerIsOverloadedOrBroken(int status) throws IOException {
        try (var server = ScriptedServer.http(says(status, "<html>"), GOOD)) {
            assertThat(client(server.url()).register("one", SCHEMA)).isEqualTo(7);

            assertThat(server.asked()).hasSize(2);
            assertThat(pauses).hasSize(1);
        }
    }

    @Test
    void asksAgainAfterHalfABodyAndAfterABodyThatIsNotJson() throws IOException {
        try (var server = ScriptedServer.http(saysHalf("{\"id\": 7}      "), says(200, "<html>welcome"), GOOD)) {
            assertThat(client(server.url()).register("one", SCHEMA)).isEqualTo(7);

            assertThat(server.asked()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void asksAgainWhenTheServerHangsBeforeOrAfterItsHeaders(boolean afterHeaders) throws IOException {
        try (var server = ScriptedServer.http()) {
            server.then(server.hangs(afterHeaders)).then(GOOD);

            assertThat(client(server.url()).register("one", SCHEMA)).isEqualTo(7);

            assertThat(server.asked()).hasSize(2);
        }
    }

    @Test
    void doublesThePausesBetweenRoundsAndShortensThemByChance() throws IOException {
        try (var broken = ScriptedServer.http(says(500, "{}"))) {
            assertThatThrownBy(() -> client(broken.url()).subjects()).isInstanceOf(RegistryUnavailable.class);

            // a chance of one half takes a quarter off 100, 200 and 400 ms
            assertThat(pauses).extracting(Duration::toMillis).containsExactly(75L, 150L, 300L);
            assertThat(broken.asked()).hasSize(4);
        }
    }

    @Test
    void givesUpWithTheReasonOfEachNodeAndWithoutThePassword() throws IOException {
        int closed = closedPort();
        try (var broken = ScriptedServer.http(says(503, "{\"error_code\": 50003, \"message\": \"no leader\"}"))) {
            var config = RegistryConfig.parse("http://emi:secret@127.0.0.1:" + closed + "," + broken.url())
                    .withPatience(PATIENCE);

            assertThatThrownBy(() -> client(config).subjects())
                    .isInstanceOf(RegistryUnavailable.class)
                    .hasMessage("no schema registry answered GET /subjects in 4 rounds (http://127.0.0.1:" + closed
                            + ": no connection; " + broken.url()
                            + ": HTTP 503, no leader); check that it runs and its address")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void givesUpAnAnswerThatHasNoEnd() throws IOException {
        try (var endless = ScriptedServer.http(ScriptedServer.goesOnFor(17 << 20))) {
            var config = RegistryConfig.parse(endless.url().toString())
                    .withPatience(new Patience(
                            PATIENCE.connect(),
                            Duration.ofSeconds(20),
                            1,
                            PATIENCE.firstPause(),
                            PATIENCE.longestPause()));

            assertThatThrownBy(() -> client(config).subjects())
                    .isInstanceOf(RegistryUnavailable.class)
                    .hasMessageContaining("answer is longer than 16777216 bytes");
        }
    }

    @Test
    void doesNotAskAgainWhatWasUnderstoodAndRefused() throws IOException {
        try (var server = ScriptedServer.http(
                says(409, "{\"error_code\": 409, \"message\": \"words is gone\"}"),
                says(422, "{\"error_code\": 42201, \"message\": \"not Avro\"}"))) {
            var client = client(server.url());

            assertThatThrownBy(() -> client.register("one", SCHEMA))
                    .isInstanceOf(IncompatibleSchema.class)
                    .hasMessageContaining("words is gone");
            assertThatThrownBy(() -> client.register("one", SCHEMA))
                    .isInstanceOfSatisfying(RegistryRefused.class, e -> assertThat(e.errorCode())
                            .isEqualTo(42201));

            assertThat(server.asked()).hasSize(2);
            assertThat(pauses).isEmpty();
        }
    }

    @Test
    void publishesBesideAnotherRoleThatSetsTheSameLevelAtTheSameMoment() throws IOException {
        var set = new AtomicBoolean();
        Reply apicurio = exchange -> {
            var path = exchange.getRequestURI().getPath();
            if (exchange.getRequestMethod().equals("POST")) GOOD.to(exchange);
            else if (exchange.getRequestMethod().equals("PUT")) {
                set.set(true);
                says(409, "{\"message\": \"A rule named 'COMPATIBILITY' already exists.\"}")
                        .to(exchange);
            } else if (path.startsWith("/config/"))
                says(200, "{\"compatibilityLevel\": \"" + (set.get() ? "BACKWARD_TRANSITIVE" : "NONE") + "\"}")
                        .to(exchange);
            else says(404, "{\"error_code\": 40401}").to(exchange);
        };
        try (var server = ScriptedServer.http(apicurio)) {
            var client = client(server.url());

            assertThat(client.publish(Topics.with(client))).hasSize(9).containsValue(7);
        }
    }

    @Test
    void asksOnceForWhatItKnowsHoweverManyThreadsAsk() throws IOException {
        try (var server = ScriptedServer.http(GOOD)) {
            var client = client(server.url());
            client.register("one", SCHEMA);

            var ids = IntStream.range(0, 1_000)
                    .parallel()
                    .mapToObj(i -> client.register("one", SCHEMA))
                    .collect(Collectors.toSet());

            assertThat(ids).containsExactly(7);
            assertThat(server.asked()).hasSize(1);
        }
    }

    private RegistryClient client(URI... nodes) {
        return client(new RegistryConfig(List.of(nodes), Optional.empty(), Optional.empty(), PATIENCE));
    }

    private RegistryClient client(RegistryConfig config) {
        return new RegistryClient(config, pauses::add, () -> 0.5, System::nanoTime);
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
