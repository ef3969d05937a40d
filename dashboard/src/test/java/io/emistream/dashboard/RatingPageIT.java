package io.emistream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.AudioEncoding;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The rating form in a real browser, with the audio and the clips on a real broker. */
@Timeout(90)
class RatingPageIT {
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
    void whatSomebodyHearsBecomesAClipWithItsAudioAndCanBeTakenBack() {
        try (var server = server(DashboardConfig.local(0).withRatings())) {
            var segment = new Talk("rated", "ann", NOW, 1).segment();
            var audio = speech(segment);
            broker.publish(broker.topics().audioChunks(), "rated", chunks(segment, audio));
            broker.publish(broker.topics().affectEvents(), "rated", List.of(segment));
            var page = browser.open(server.address().toString());

            page.locator("[data-session=rated] .rate").click();
            slide(page, "Joy", "0.75");
            page.locator(".rating input[name=withAffect]").check();
            slide(page, "valence", "0.9");
            page.locator(".rating input[name=annotator]").fill("grace");
            press(page, "Keep");
            says(page, "Kept. Rate again to correct it.");

            var id = "rated/rated/ann/" + segment.getFirstSample() + "/grace";
            var kept = broker.read(broker.topics().labelledClips(), id, 1).get(0);
            assertThat(kept).isNotNull();
            assertThat(kept.getClipId()).isEqualTo(id);
            assertThat(kept.getLabels()).hasSize(6).containsEntry("Joy", 0.75f).containsEntry("Amusement", 0f);
            assertThat(kept.getAffect().getValence()).isEqualTo(0.9f);
            assertThat(kept.getAffect().getArousal()).isEqualTo(0.5f);
            assertThat(kept.getAnnotator()).isEqualTo("grace");
            assertThat(kept.getOutputSet()).isEqualTo("emi-v1");
            assertThat(kept.getSpeakerId()).isEqualTo("rated/ann");
            assertThat(kept.getPayload()).isEqualTo(ByteBuffer.wrap(audio));

            press(page, "Take back");
            says(page, "Taken back.");
            assertThat(broker.read(broker.topics().labelledClips(), id, 2).get(1))
                    .isNull();

            press(page, "Close");
            page.waitForFunction("() => document.querySelector('.rating') === null");
        }
    }

    @Test
    void saysWhyNothingIsKeptWhereTheAudioIsGoneAndAsksForAPseudonym() {
        try (var server = server(DashboardConfig.local(0).withRatings())) {
            broker.publish(broker.topics().affectEvents(), "mute", new Talk("mute", "ann", NOW, 2).segments(1));
            var page = browser.open(server.address().toString());

            page.locator("[data-session=mute] .rate").click();
            press(page, "Keep");
            assertThat((Boolean) page.evaluate("() => document.querySelector('.rating :invalid') !== null"))
                    .isTrue();
            page.locator(".rating input[name=annotator]").fill("grace");
            press(page, "Keep");

            says(page, "the audio of this segment is not kept any more; rate sooner, or keep emi.audio.chunks longer");
        }
    }

    @Test
    void theFormFitsOnAPhone() {
        try (var server = server(DashboardConfig.local(0).withRatings())) {
            var name = "a-session-with-a-very-long-name-".repeat(6);
            broker.publish(broker.topics().affectEvents(), name, new Talk(name, "ann", NOW, 5).segments(1));
            var page = browser.open(server.address().toString(), 390, 844, ColorScheme.DARK);

            page.locator("[data-session='" + name + "'] .rate").click();

            assertThat(
                            (Boolean)
                                    page.evaluate(
                                            "() => { const form = document.querySelector('.rating');"
                                                    + " return form.scrollWidth <= form.clientWidth && form.getBoundingClientRect().right <= innerWidth; }"))
                    .isTrue();
        }
    }

    @Test
    void offersNoFormWhereRatingsAreNotTaken() {
        try (var server = server(DashboardConfig.local(0))) {
            broker.publish(broker.topics().affectEvents(), "closed", new Talk("closed", "ann", NOW, 3).segments(1));
            var page = browser.open(server.address().toString());

            page.locator("[data-session=closed] .facts").waitFor();
            page.waitForFunction("async () => (await (await fetch('/api/ratings')).json()).open === false");

            assertThat(page.locator("[data-session=closed] .rate").isVisible()).isFalse();
        }
    }

    private static DashboardServer server(DashboardConfig config) {
        return DashboardServer.start(config, broker.clients(), broker.topics(), InstantSource.system());
    }

    private static void press(Page page, String button) {
        page.locator(".rating button").getByText(button).click();
    }

    private static void slide(Page page, String name, String value) {
        page.locator(".rating input[name=" + name + "]").fill(value);
    }

    private static void says(Page page, String text) {
        page.waitForFunction("text => document.querySelector('.rating .said')?.textContent === text", text);
    }

    private static byte[] speech(AffectEvent segment) {
        var audio = new byte[2 * (int) (segment.getLastSample() - segment.getFirstSample() + 1)];
        new Random(4).nextBytes(audio);
        return audio;
    }

    /** The segment's samples in chunks of 100 ms, which begin before it and end after it. */
    private static List<AudioChunk> chunks(AffectEvent segment, byte[] audio) {
        int each = 1_600;
        var chunks = new ArrayList<AudioChunk>();
        long begin = segment.getFirstSample() / each * each;
        for (long first = begin; first <= segment.getLastSample(); first += each) {
            var payload = new byte[2 * each];
            for (int i = 0; i < payload.length; i++) {
                long at = 2 * (first - segment.getFirstSample()) + i;
                if (at >= 0 && at < audio.length) payload[i] = audio[(int) at];
            }
            chunks.add(AudioChunk.newBuilder()
                    .setSessionId(segment.getSessionId())
                    .setParticipantId(segment.getParticipantId())
                    .setSequence(first / each)
                    .setFirstSample(first)
                    .setCaptureTime(segment.getCaptureTime())
                    .setEncoding(AudioEncoding.PCM_S16LE)
                    .setPayload(ByteBuffer.wrap(payload))
                    .build());
        }
        return chunks;
    }
}
