package io.emistream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.SessionEventType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, fed from a real broker. */
class DashboardPageIT {
    private static final Instant NOW = InstantSource.system().instant();

    @TempDir
    private static Path folder;

    private static TestBroker broker;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start();
        broker = TestBroker.start(folder);
        broker.createTopics();
    }

    @AfterAll
    static void stop() {
        if (browser != null) browser.close();
        if (broker != null) broker.close();
    }

    @Test
    void showsTheValuesOfTheEventsOnTheTopic() {
        try (var server = server(0)) {
            var page = browser.open(server.address().toString());
            var events = new Talk("values", "ann", NOW, 1).segments(4);
            broker.publish(broker.topics().affectEvents(), "values", events);

            awaitFinals(page, "values", "ann", 4);

            var last = events.get(3);
            last.getIntensities().forEach((label, value) -> assertThat(exact(page, "values", label))
                    .isEqualTo(value));
            assertThat(exact(page, "values", "arousal"))
                    .isEqualTo(last.getAffect().getArousal());
            assertThat(exact(page, "values", "dominance"))
                    .isEqualTo(last.getAffect().getDominance());
            assertThat(exact(page, "values", "valence"))
                    .isEqualTo(last.getAffect().getValence());
            assertThat(page.locator(card("values") + " .values [data-label=Joy]")
                            .textContent())
                    .isEqualTo(String.format("%.3f", last.getIntensities().get("Joy")));
            assertThat(page.locator(card("values") + " .release").textContent()).isEqualTo("demo-small 1");
            assertThat(page.locator(card("values") + " .latency").textContent())
                    .contains("latency " + Math.round(last.getLatency().getTotalMs()) + " ms");
        }
    }

    @Test
    void drawsTheLinesWhereTheEventsSay() {
        try (var server = server(0)) {
            var page = browser.open(server.address().toString());
            broker.publish(broker.topics().affectEvents(), "drawn", new Talk("drawn", "ann", NOW, 2).segments(6));
            awaitFinals(page, "drawn", "ann", 6);

            page.waitForFunction("() => [...document.querySelectorAll('[data-session=drawn] canvas')].length === 2"
                    + " && [...document.querySelectorAll('[data-session=drawn] canvas')].every(c => {"
                    + " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                    + " const seen = new Set(); for (let i = 0; i < d.length; i += 4) if (d[i + 3] === 255) seen.add(d[i] + ',' + d[i + 1] + ',' + d[i + 2]);"
                    + " return ['0,114,178', '213,94,0'].every(colour => seen.has(colour)); })");
        }
    }

    @Test
    void saysThatAReleaseIsUntrainedAndOnlyThen() {
        try (var server = server(0)) {
            var page = browser.open(server.address().toString());
            broker.publish(
                    broker.topics().affectEvents(),
                    "raw",
                    new Talk("raw", "ann", NOW, 3).untrained().segments(1));
            broker.publish(broker.topics().affectEvents(), "ripe", new Talk("ripe", "ann", NOW, 4).segments(1));
            awaitFinals(page, "raw", "ann", 1);
            awaitFinals(page, "ripe", "ann", 1);

            assertThat(page.locator(card("raw") + " .untrained").isVisible()).isTrue();
            assertThat(page.locator(card("raw") + " .untrained").textContent()).contains("UNTRAINED");
            assertThat(page.locator(card("ripe") + " .untrained").isVisible()).isFalse();
        }
    }

    @Test
    void callsOnlyTheLabelsOfTheChallengeEmi() {
        try (var server = server(0)) {
            var page = browser.open(server.address().toString());
            broker.publish(
                    broker.topics().affectEvents(),
                    "other",
                    new Talk("other", "ann", NOW, 5).in("acted-v2").segments(1));
            broker.publish(broker.topics().affectEvents(), "emi", new Talk("emi", "ann", NOW, 6).segments(1));
            awaitFinals(page, "other", "ann", 1);
            awaitFinals(page, "emi", "ann", 1);

            assertThat(page.locator(card("other") + " h4").first().textContent())
                    .isEqualTo("Intensities (acted-v2)");
            assertThat(page.locator(card("emi") + " h4").first().textContent())
                    .isEqualTo("Emotional mimicry intensity (emi-v1)");
        }
    }

    @Test
    void showsHostileNamesAsText() {
        var evil = "<img src=x onerror=\"document.title='owned'\">";
        try (var server = server(0)) {
            var page = browser.open(server.address().toString());
            var talk = new Talk(evil, evil, NOW, 7);
            broker.publish(
                    broker.topics().sessionEvents(), evil, List.of(talk.happens(SessionEventType.DEGRADED, evil)));
            broker.publish(
                    broker.topics().affectEvents(),
                    evil,
                    talk.scoredBy(evil).in(evil).segments(2));
            page.waitForFunction(
                    "name => [...document.querySelectorAll('h2')].some(h => h.textContent === name)", evil);
            page.evaluate("() => document.querySelectorAll('.session').forEach(card => { card.open = true; })");
            page.waitForFunction(
                    "name => [...document.querySelectorAll('h2')].some(h => h.textContent === name)"
                            + " && [...document.querySelectorAll('.log span')].some(s => s.textContent.includes(name))"
                            + " && [...document.querySelectorAll('.release')].some(s => s.textContent.includes(name))",
                    evil);

            assertThat(page.locator("main img").count()).isZero();
            assertThat(page.title()).isEqualTo("Emistream");
        }
    }

    @Test
    void goesOnWithoutGapOrDoublingWhenTheServerComesBack() {
        var ann = new Talk("resumed", "ann", NOW, 8);
        var bob = new Talk("resumed-too", "bob", NOW, 9);
        Page page;
        int port;
        try (var first = server(0)) {
            port = first.address().getPort();
            page = browser.open(first.address().toString());
            broker.publish(broker.topics().affectEvents(), "resumed", ann.segments(3));
            broker.publish(broker.topics().affectEvents(), "resumed-too", bob.segments(2));
            awaitFinals(page, "resumed", "ann", 3);
            awaitFinals(page, "resumed-too", "bob", 2);
            page.waitForFunction("() => document.body.dataset.caughtUp === 'true'");
        }
        page.waitForFunction("() => document.getElementById('state').dataset.state === 'reconnecting'");
        var missed = ann.segments(5);
        broker.publish(broker.topics().affectEvents(), "resumed", missed);

        try (var second = server(port)) {
            broker.publish(broker.topics().affectEvents(), "resumed-too", bob.segments(1));
            awaitFinals(page, "resumed", "ann", 8);
            awaitFinals(page, "resumed-too", "bob", 3);

            assertThat(second.address().getPort()).isEqualTo(port);
            assertThat(page.evaluate("() => document.body.dataset.resumed")).isEqualTo("true");
            assertThat(page.evaluate("() => document.body.dataset.reset")).isNull();
            assertThat(received(page, "resumed")).isEqualTo(8);
            assertThat(received(page, "resumed-too")).isEqualTo(3);
            assertThat(exact(page, "resumed", "Joy"))
                    .isEqualTo(missed.get(4).getIntensities().get("Joy"));
        }
    }

    @Test
    void aProvisionalScoreShowsUntilTheFinalOneAndNeverInItsPlace() {
        try (var server = server(0)) {
            var page = browser.open(server.address().toString());
            var talk = new Talk("open", "ann", NOW, 10);
            var early = talk.provisional();
            broker.publish(broker.topics().affectEvents(), "open", List.of(early));
            page.waitForFunction(
                    "() => document.querySelector('[data-session=open] .facts')?.textContent.includes('still open')");
            assertThat(exact(page, "open", "Joy"))
                    .isEqualTo(early.getIntensities().get("Joy"));

            var last = talk.segment();
            broker.publish(
                    broker.topics().affectEvents(),
                    "open",
                    List.of(last, AffectEvent.newBuilder(early).setRevision(2).build()));
            page.waitForFunction("() => document.querySelector('[data-session=open] [data-received=\"3\"]')");

            assertThat(exact(page, "open", "Joy"))
                    .isEqualTo(last.getIntensities().get("Joy"));
        }
    }

    @Test
    void tellsHowToBeginWhileThereIsNothing() {
        try (var server = DashboardServer.start(
                new DashboardConfig(
                        "127.0.0.1",
                        0,
                        Duration.ZERO,
                        DashboardConfig.local(0).bounds(),
                        10,
                        Duration.ofSeconds(1),
                        false),
                broker.clients(),
                broker.topics(),
                InstantSource.system())) {
            var page = browser.open(server.address().toString());

            page.locator("#empty").waitFor();

            assertThat(page.locator("#empty").textContent()).contains("./emi replay FOLDER");
            assertThat(page.locator("footer").textContent())
                    .contains("not a direct inference of what the person feels");
        }
    }

    @Test
    void needsNoSidewaysScrollingOnAPhone() {
        try (var server = server(0)) {
            var page = browser.open(server.address().toString(), 390, 844, ColorScheme.DARK);
            var name = "a-session-with-a-very-long-name-".repeat(6);
            broker.publish(broker.topics().affectEvents(), name, new Talk(name, "ann", NOW, 11).segments(3));
            awaitFinals(page, name, "ann", 3);

            assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(390);
        }
    }

    @Test
    void reportsNoErrorsToTheConsole() {
        try (var server = server(0)) {
            var errors = new ArrayList<String>();
            var page = browser.open("about:blank");
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) errors.add(message.text());
            });
            page.onPageError(errors::add);
            page.navigate(server.address().toString());
            var talk = new Talk("quiet", "ann", NOW, 12);
            broker.publish(broker.topics().sessionEvents(), "quiet", List.of(talk.gap(2)));
            broker.publish(
                    broker.topics().affectEvents(),
                    "quiet",
                    List.of(talk.segment(), talk.abstention("too noisy"), talk.segment()));
            awaitFinals(page, "quiet", "ann", 3);
            page.setViewportSize(700, 900);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            page.locator(card("quiet") + " .strip").first().press("ArrowLeft");
            page.locator(card("quiet") + " summary").click();
            page.locator(card("quiet") + " summary").click();

            assertThat(errors).isEmpty();
        }
    }

    private static DashboardServer server(int port) {
        return DashboardServer.start(
                DashboardConfig.local(port), broker.clients(), broker.topics(), InstantSource.system());
    }

    private static String card(String session) {
        return "[data-session=\"" + session + "\"]";
    }

    private static void awaitFinals(Page page, String session, String participant, int count) {
        // only the newest few cards are open; the others build nothing until somebody looks
        page.waitForFunction("session => document.querySelector(`[data-session=\"${session}\"]`)", session);
        page.evaluate("session => { document.querySelector(`[data-session=\"${session}\"]`).open = true; }", session);
        page.waitForFunction(
                "([session, participant, count]) => document.querySelector("
                        + "`[data-session=\"${session}\"] [data-participant=\"${participant}\"]`)?.dataset.finals === String(count)",
                List.of(session, participant, count));
    }

    private static int received(Page page, String session) {
        return Integer.parseInt(page.locator(card(session) + " [data-received]").getAttribute("data-received"));
    }

    private static float exact(Page page, String session, String label) {
        var cell = page.locator(card(session) + " td[data-label=\"" + label + "\"]");
        return Float.parseFloat(cell.getAttribute("data-exact"));
    }
}
