package io.emistream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.schemas.avro.ReleaseStage;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deployments and comparisons over plain HTTP, fed from a real broker. */
@Timeout(60)
class ReleasesServerIT {
    private static final Instant NOW = InstantSource.system().instant();

    @TempDir
    private static Path folder;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static TestBroker broker;
    private static DashboardServer server;

    @BeforeAll
    static void start() throws Exception {
        broker = TestBroker.start(folder);
        broker.createTopics();
        server = DashboardServer.start(
                DashboardConfig.local(0), broker.clients(), broker.topics(), InstantSource.system());
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @Test
    void tellsWhatEachDeploymentIsToServeWithAndHowFarItsReleasesHaveCome() throws Exception {
        var rollout = new Rollout(broker, "told", NOW);
        rollout.announce("told-2", ReleaseStage.APPROVED, "mean ρ 0.41, at least 0.38 wanted");
        rollout.publish(rollout.wish("told-1", "first"));
        var later = rollout.wish("told-2", "passed its gate").setPrevious(Rollout.ref("told-1"));
        var outdated = rollout.wish("told-0", "too late").setGeneration(1);
        rollout.publish(later);
        rollout.publish(outdated);
        rollout.publish(rollout.wish("told-2", "a tenth of the sessions")
                .setPrevious(Rollout.ref("told-1"))
                .setCanary(Rollout.ref("told-3"))
                .setCanaryShare(0.1));

        var told = await("told", one -> one.get("canary").isObject());

        assertThat(told.get("generation").asLong()).isEqualTo(4);
        assertThat(told.at("/active/id").asText()).isEqualTo("demo-small/told-2");
        assertThat(told.at("/active/stage").asText()).isEqualTo("approved");
        assertThat(told.at("/active/stageReason").asText()).isEqualTo("mean ρ 0.41, at least 0.38 wanted");
        assertThat(told.at("/previous/id").asText()).isEqualTo("demo-small/told-1");
        assertThat(told.at("/previous/stage").isNull()).isTrue();
        assertThat(told.at("/canary/id").asText()).isEqualTo("demo-small/told-3");
        assertThat(told.get("canaryShare").asDouble()).isEqualTo(0.1);
        assertThat(told.get("shadow").isNull()).isTrue();
        assertThat(told.get("changedBy").asText()).isEqualTo("grace");
        assertThat(told.get("reason").asText()).isEqualTo("a tenth of the sessions");
        assertThat(Instant.parse(told.get("changedAt").asText())).isCloseTo(NOW, within(Duration.ofMillis(1)));
    }

    @Test
    void comparesTheShadowWithTheActiveReleaseOnTheSegmentsThatBothScored() throws Exception {
        var rollout = new Rollout(broker, "shadowed", NOW);
        rollout.publish(rollout.wish("s1", "compare").setShadow(Rollout.ref("s2")));
        var talk = new Talk("shadowed", "ann", NOW, 1).scoredBy("s1");
        var open = talk.provisional();
        var served = talk.segments(4);
        var abstained = talk.abstention("too noisy");
        broker.publish(broker.topics().affectShadow(), "shadowed", List.of(Rollout.rescored(open, "s2", 0.5f)));
        broker.publish(
                broker.topics().affectShadow(),
                "shadowed",
                served.subList(0, 3).stream()
                        .map(event -> Rollout.rescored(event, "s2", 0.125f))
                        .toList());
        broker.publish(broker.topics().affectEvents(), "shadowed", List.of(open));
        broker.publishAndAbort(
                broker.topics().affectEvents(),
                "shadowed",
                served.stream()
                        .map(event -> Rollout.rescored(event, "s1", 0.5f))
                        .toList());
        broker.publishGarbage(broker.topics().affectEvents(), "shadowed");
        broker.publish(broker.topics().affectEvents(), "shadowed", served);
        broker.publish(broker.topics().affectEvents(), "shadowed", List.of(abstained));
        broker.publish(
                broker.topics().affectShadow(),
                "shadowed",
                List.of(Rollout.rescored(abstained, "s2", 0), Rollout.rescored(served.get(3), "s2", 0.125f)));

        var comparison = await(
                        "shadowed",
                        one -> one.at("/shadowComparison/active/segments").asInt() >= 4)
                .get("shadowComparison");

        assertThat(comparison.at("/other/segments").asInt()).isEqualTo(4);
        assertThat(comparison.get("sameSet").asBoolean()).isTrue();
        assertThat(comparison.at("/other/inferenceMs").asDouble()
                        - comparison.at("/active/inferenceMs").asDouble())
                .isCloseTo(10, within(1e-6));
        assertThat(comparison.get("outputs")).hasSize(Talk.LABELS.size() + 3).allSatisfy(output -> {
            assertThat(output.get("other").asDouble() - output.get("active").asDouble())
                    .isCloseTo(0.125, within(1e-6));
            assertThat(output.get("difference").asDouble()).isCloseTo(0.125, within(1e-6));
            assertThat(output.get("pearson").asDouble()).isCloseTo(1, within(1e-4));
        });
    }

    @Test
    void comparesTheCanaryByTheMeansOfItsOwnSessions() throws Exception {
        var rollout = new Rollout(broker, "canaried", NOW);
        rollout.publish(rollout.wish("c1", "try").setCanary(Rollout.ref("c2")).setCanaryShare(0.25));
        var served = new Talk("canaried", "ann", NOW, 2).scoredBy("c1").segments(3);
        var other = new Talk("canaried-too", "bob", NOW, 3).scoredBy("c2").segments(2);
        broker.publish(broker.topics().affectEvents(), "canaried", served);
        broker.publish(broker.topics().affectEvents(), "canaried-too", other);

        var comparison = await(
                        "canaried",
                        one -> one.at("/canaryComparison/active/segments").asInt() == 3
                                && one.at("/canaryComparison/other/segments").asInt() == 2)
                .get("canaryComparison");

        assertThat(comparison.get("outputs")).hasSize(9).allSatisfy(output -> {
            assertThat(output.get("difference").isNull()).isTrue();
            assertThat(output.get("pearson").isNull()).isTrue();
        });
        double joy = other.stream()
                .mapToDouble(event -> event.getIntensities().getOrDefault("Joy", Float.NaN))
                .average()
                .orElseThrow();
        assertThat(comparison.get("outputs"))
                .filteredOn(output -> output.get("label").asText().equals("Joy"))
                .singleElement()
                .satisfies(output -> assertThat(output.get("other").asDouble()).isCloseTo(joy, within(1e-6)));
    }

    @Test
    void forgetsADeploymentThatIsTakenAway() throws Exception {
        var rollout = new Rollout(broker, "gone", NOW);
        rollout.publish(rollout.wish("1", "first"));
        await("gone", JsonNode::isObject);

        broker.publish(broker.topics().modelDeployments(), "gone", Collections.singletonList(null));

        await("gone", JsonNode::isMissingNode);
    }

    @Test
    void waitsForTopicsThatDoNotExistYet(@TempDir Path empty) throws Exception {
        try (var late = TestBroker.start(empty);
                var waiting = DashboardServer.start(
                        DashboardConfig.local(0), late.clients(), late.topics(), InstantSource.system())) {
            while (!get(waiting, "health").path("reason").asText().contains("do not both exist")) Thread.onSpinWait();
            late.createTopics();
            var rollout = new Rollout(late, "late", NOW);
            rollout.publish(rollout.wish("1", "first"));

            JsonNode deployments;
            do deployments = get(waiting, "api/releases").get("deployments");
            while (deployments.isEmpty());

            assertThat(deployments.at("/0/name").asText()).isEqualTo("late");
        }
    }

    private static JsonNode await(String deployment, Predicate<JsonNode> condition) throws Exception {
        var found = deployment(deployment);
        while (!condition.test(found)) found = deployment(deployment);
        return found;
    }

    private static JsonNode deployment(String name) throws IOException, InterruptedException {
        var deployments = get(server, "api/releases").get("deployments");
        for (var one : deployments) if (one.get("name").asText().equals(name)) return one;
        return deployments.path(name);
    }

    private static JsonNode get(DashboardServer from, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(from.address().resolve(path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return new ObjectMapper()
                .readTree(
                        HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
