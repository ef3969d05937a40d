package io.emistream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.emistream.schemas.avro.ReleaseStage;
import io.emistream.schemas.avro.SessionEventType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes the pictures of the page that people look at: {@code target/pictures}. Run with -DexcludedGroups=gpu -Dit.test=DashboardPictureIT. */
@Tag("long")
class DashboardPictureIT {

    @Test
    void looksLikeThis(@TempDir Path folder) throws Exception {
        var now = InstantSource.system().instant().minus(Duration.ofSeconds(100));
        try (var browser = Browser.start();
                var broker = TestBroker.start(folder)) {
            broker.createTopics();
            var affect = broker.topics().affectEvents();
            var happened = broker.topics().sessionEvents();
            var cleo = new Talk("interview-0412", "cleo", now.minusSeconds(300), 42);
            broker.publish(affect, "interview-0412", cleo.segments(12));
            broker.publish(
                    happened, "interview-0412", List.of(cleo.happens(SessionEventType.ENDED, "end of stream handled")));
            var dan = new Talk("stand-up-monday", "dan", now, 43).untrained();
            broker.publish(affect, "stand-up-monday", dan.segments(14));
            var ann = new Talk("design-review", "ann", now, 44);
            var bob = new Talk("design-review", "bob", now, 47);
            broker.publish(happened, "design-review", List.of(ann.happens(SessionEventType.STARTED, "first chunk")));
            broker.publish(happened, "design-review", List.of(bob.happens(SessionEventType.STARTED, "first chunk")));
            broker.publish(affect, "design-review", ann.segments(8));
            broker.publish(happened, "design-review", List.of(ann.gap(3.2)));
            broker.publish(affect, "design-review", ann.scoredBy("2").segments(7));
            broker.publish(affect, "design-review", bob.segments(14));
            broker.publish(affect, "design-review", List.of(ann.provisional()));
            try (var server = DashboardServer.start(
                    DashboardConfig.local(0), broker.clients(), broker.topics(), InstantSource.system())) {
                shoot(browser.open(server.address().toString(), 1280, 1000, ColorScheme.LIGHT), "light");
                shoot(browser.open(server.address().toString(), 1280, 1000, ColorScheme.DARK), "dark");
                shoot(browser.open(server.address().toString(), 390, 844, ColorScheme.LIGHT), "phone");
            }
        }
    }

    /** The panels of releases and training, and the rating form. */
    @Test
    void looksLikeThisWhileAReleaseIsTried(@TempDir Path folder) throws Exception {
        var now = InstantSource.system().instant().minus(Duration.ofSeconds(100));
        try (var browser = Browser.start();
                var broker = TestBroker.start(folder)) {
            broker.createTopics();
            var live = new Rollout(broker, "live", now);
            live.announce("2", ReleaseStage.APPROVED, "mean ρ 0.412, at least 0.38 wanted; no label below 0.1");
            live.announce(
                    "3",
                    ReleaseStage.CANDIDATE,
                    "mean ρ 0.371 on 212 held-out clips of 14 speakers, at least 0.412 wanted (release demo-small/2)");
            live.announce("1", ReleaseStage.RETIRED, "replaced");
            live.publish(live.wish("2", "mean ρ 0.412, better than demo-small/1 by 0.03; compare demo-small/3")
                    .setPrevious(Rollout.ref("1"))
                    .setCanary(Rollout.ref("1"))
                    .setCanaryShare(0.125)
                    .setShadow(Rollout.ref("3")));
            var lab = new Rollout(broker, "lab", now);
            lab.publish(lab.wish("a-very-long-version-of-a-release-".repeat(3), "try"));
            var served = new Talk("design-review", "ann", now, 44).scoredBy("2").segments(40);
            var noise = new Random(5);
            broker.publish(broker.topics().affectEvents(), "design-review", served);
            broker.publish(
                    broker.topics().affectEvents(),
                    "stand-up",
                    new Talk("stand-up", "bob", now, 45)
                            .in("acted-v2")
                            .scoredBy("1")
                            .segments(7));
            broker.publish(
                    broker.topics().affectShadow(),
                    "design-review",
                    served.stream()
                            .map(event -> Rollout.rescored(event, "3", 0.02f + 0.1f * noise.nextFloat()))
                            .toList());
            for (int epoch = 1; epoch <= 12; epoch++)
                broker.publish(
                        broker.topics().trainingEvents(), "run-7", List.of(TrainingPageIT.epoch("run-7", epoch, 12)));
            try (var server = DashboardServer.start(
                    DashboardConfig.local(0).withRatings(),
                    broker.clients(),
                    broker.topics(),
                    InstantSource.system())) {
                var address = server.address().toString();
                shootPanels(browser.open(address, 1280, 1000, ColorScheme.LIGHT), "releases-light");
                shootPanels(browser.open(address, 1280, 1000, ColorScheme.DARK), "releases-dark");
                shootPanels(browser.open(address, 390, 844, ColorScheme.DARK), "releases-phone");
            }
        }
    }

    /** The picture in the README: of a demo in its first minute, whose address is given with {@code -Ddashboard.address=…}. */
    @Test
    void looksLikeThisWhereItRuns() {
        var address = System.getProperty("dashboard.address");
        assumeTrue(address != null, "skipped: no running dashboard is given with -Ddashboard.address=http://…/");
        try (var browser = Browser.start()) {
            var page = browser.open(String.valueOf(address), 1280, 1000, ColorScheme.LIGHT);
            page.waitForFunction(
                    "() => document.querySelectorAll('[data-finals]').length === 3"
                            + " && [...document.querySelectorAll('[data-finals]')].every(one => one.dataset.finals >= 3)",
                    null,
                    new Page.WaitForFunctionOptions().setTimeout(120_000));
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "pictures", "running.png")));
        }
    }

    private static void shoot(Page page, String name) {
        page.waitForFunction("() => document.querySelectorAll('[data-session]').length === 3"
                + " && document.querySelectorAll('canvas').length === 8"
                + " && document.body.dataset.caughtUp === 'true'");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "pictures", name + ".png")));
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "pictures", name + "-full.png"))
                .setFullPage(true));
    }

    private static void shootPanels(Page page, String name) {
        page.waitForFunction("() => document.querySelectorAll('[data-compared] tbody tr').length === 12"
                + " && document.querySelectorAll('#training canvas').length === 2"
                + " && document.querySelectorAll('[data-session] canvas').length === 4");
        assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(page.viewportSize().width);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "pictures", name + "-full.png"))
                .setFullPage(true));
        page.locator(".rate").first().click();
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "pictures", name + "-form.png")));
    }
}
