package io.emistream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.emistream.schemas.avro.ReleaseStage;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The panel of releases in a real browser, fed from a real broker. */
class ReleasesPageIT {
    private static final Instant NOW = InstantSource.system().instant();

    @TempDir
    private Path folder;

    private static Browser browser;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) browser.close();
    }

    @Test
    void showsADeploymentItsChangesAndHowTheShadowComparesWithoutAReload() throws Exception {
        try (var broker = TestBroker.start(folder);
                var server = server(broker)) {
            var errors = new ArrayList<String>();
            var page = browser.open("about:blank", 390, 844, ColorScheme.DARK);
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) errors.add(message.text());
            });
            page.onPageError(errors::add);
            page.waitForResponse(
                    answer -> answer.url().endsWith("/api/releases"),
                    () -> page.navigate(server.address().toString()));
            assertThat(page.locator("#releases").isVisible()).isFalse();

            var rollout = new Rollout(broker, "live", NOW);
            rollout.announce("1", ReleaseStage.APPROVED, "mean ρ 0.41, at least 0.38 wanted");
            rollout.announce("2", ReleaseStage.CANDIDATE, "not through its gate yet");
            rollout.publish(rollout.wish("1", "first of all"));
            page.locator("#releases [data-deployment=live]").waitFor();
            assertThat(role(page, "active"))
                    .contains("Active", "demo-small/1", "approved", "mean ρ 0.41, at least 0.38 wanted");
            assertThat(page.locator("#releases .facts").textContent()).contains("grace", "first of all");
            assertThat(page.locator("#releases [data-role=shadow]").count()).isZero();

            rollout.publish(rollout.wish("1", "compare it")
                    .setPrevious(Rollout.ref("0"))
                    .setShadow(Rollout.ref("2")));
            page.locator("#releases [data-role=shadow]").waitFor();
            assertThat(role(page, "shadow"))
                    .contains("Shadow", "demo-small/2", "candidate", "not through its gate yet");
            assertThat(role(page, "previous")).contains("Previous", "demo-small/0", "not announced");
            assertThat(page.locator("[data-compared=shadow]").textContent())
                    .contains("No segment was scored by both yet");

            var served = new Talk("live", "ann", NOW, 1).segments(6);
            broker.publish(broker.topics().affectEvents(), "live", served);
            broker.publish(
                    broker.topics().affectShadow(),
                    "live",
                    served.stream()
                            .map(event -> Rollout.rescored(event, "2", 0.125f))
                            .toList());
            page.locator("[data-compared=shadow][data-segments='6']").waitFor();

            double joy = served.stream()
                    .mapToDouble(event -> event.getIntensities().getOrDefault("Joy", Float.NaN))
                    .average()
                    .orElseThrow();
            assertThat(value(page, "Joy", "active")).isEqualTo(String.format("%.3f", joy));
            assertThat(value(page, "Joy", "other")).isEqualTo(String.format("%.3f", joy + 0.125));
            assertThat(value(page, "Joy", "difference")).isEqualTo("0.125");
            assertThat(value(page, "Joy", "pearson")).isEqualTo("1.00");
            assertThat(page.locator("[data-compared=shadow] tbody tr").count()).isEqualTo(9);
            assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(390);
            assertThat(errors).isEmpty();
        }
    }

    @Test
    void showsAllDeploymentsACanaryAndThatOutputsDiffer() throws Exception {
        try (var broker = TestBroker.start(folder);
                var server = server(broker)) {
            var evil = "<img src=x onerror=\"document.title='owned'\">";
            var page = browser.open(server.address().toString());
            var live = new Rollout(broker, "live", NOW);
            live.publish(live.wish("1", evil).setCanary(Rollout.ref("2")).setCanaryShare(0.125));
            var lab = new Rollout(broker, evil, NOW);
            lab.publish(lab.wish(evil, "try"));
            broker.publish(broker.topics().affectEvents(), "ann", new Talk("ann", "ann", NOW, 2).segments(3));
            broker.publish(
                    broker.topics().affectEvents(),
                    "bob",
                    new Talk("bob", "bob", NOW, 3).scoredBy("2").in("acted-v2").segments(2));

            page.locator("[data-compared=canary] tbody tr").first().waitFor();

            assertThat(page.locator("#releases .deployment").count()).isEqualTo(2);
            assertThat(role(page, "canary")).contains("Canary, 12.5 % of sessions", "demo-small/2");
            assertThat(page.locator("[data-compared=canary]").textContent())
                    .contains("Their outputs differ: emi-v1 and acted-v2")
                    .doesNotContain("Joy");
            assertThat(page.locator("[data-compared=canary] tbody th").allTextContents())
                    .containsExactly("arousal", "dominance", "valence");
            assertThat(page.locator("[data-compared=canary] thead th").count()).isEqualTo(3);
            assertThat(page.locator("#releases img").count()).isZero();
            assertThat(page.title()).isEqualTo("Emistream");
        }
    }

    private static DashboardServer server(TestBroker broker) throws Exception {
        broker.createTopics();
        return DashboardServer.start(
                DashboardConfig.local(0), broker.clients(), broker.topics(), InstantSource.system());
    }

    private static String role(Page page, String role) {
        return page.locator("[data-deployment=live] [data-role=" + role + "]").textContent();
    }

    private static String value(Page page, String label, String column) {
        return page.locator("[data-compared=shadow] [data-label=" + label + "] [data-value=" + column + "]")
                .textContent();
    }
}
