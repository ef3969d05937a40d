package io.emistream.dashboard;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.emistream.schemas.avro.SessionEventType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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
}
