package io.emistream.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.role.Cluster;
import io.emistream.app.role.Roles;
import io.emistream.audio.SampleEncoding;
import io.emistream.client.Encoding;
import io.emistream.client.IngestException;
import io.emistream.client.Options;
import io.emistream.client.Progress;
import io.emistream.client.Results;
import io.emistream.client.SpeechStream;
import io.emistream.client.Voice;
import io.emistream.producer.gateway.GatewayConfig;
import io.emistream.producer.gateway.GatewayServer;
import io.emistream.producer.gateway.socket.SocketRules;
import io.emistream.producer.gateway.voice.IngestRules;
import io.emistream.schemas.Pcm16;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clients for Java and for browsers, and the page, before the gateway and a real broker. */
class ClientsIT {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path folder;

    private static final Lifecycle LIFECYCLE = new Lifecycle();
    private static final short[] PLAYED = voices(8 * 16_000);

    @SuppressWarnings("NullAway.Init")
    private static Cluster cluster;

    @SuppressWarnings("NullAway.Init")
    private static URI gateway;

    @SuppressWarnings("NullAway.Init")
    private static URI narrow;

    @BeforeAll
    static void start() throws IOException {
        cluster = Roles.embedded(folder.resolve("kafka"), "127.0.0.1", 0, 0, LIFECYCLE)
                .cluster();
        gateway = gateway("gateway", IngestRules.standard()).address();
        // one second at once, then twice as fast as time; frames of 0.3 s
        var rules = new IngestRules(
                Duration.ofMillis(300), 1 << 20, 2, Duration.ofMillis(500), Duration.ofSeconds(90), 64L << 20);
        narrow = gateway("narrow gateway", rules).address();
        var pcm = Pcm16.encode(PLAYED);
        var format = new AudioFormat(16_000, 16, 1, true, false);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(pcm), format, PLAYED.length),
                AudioFileFormat.Type.WAVE,
                folder.resolve("played.wav").toFile());
    }

    @AfterAll
    static void stop() {
        LIFECYCLE.close();
    }

    @Test
    void javaStoresTheSameWhenConnectionsDieInTheMiddle() throws Exception {
        var bytes = Sound.of(9 * 48_000, SampleEncoding.F32LE);
        var voice = new Voice("java-frail", "anna", Encoding.F32LE, 48_000);
        try (var way = new FrailWay(gateway, 4, 500_000);
                var stream = SpeechStream.open(way.address(), voice, Options.standard(), event -> {})) {
            for (int at = 0; at < bytes.length; at += 7_777)
                stream.write(bytes, at, Math.min(7_777, bytes.length - at));
            stream.end();

            assertThat(way.died()).isEqualTo(4);
            assertThat(stream.progress()).isEqualTo(new Progress(9 * 48_000, 9 * 48_000, true));
        }
        assertThat(samples("java-frail", "anna")).isEqualTo(Sound.onTheLog(bytes, SampleEncoding.F32LE, 48_000));
    }

    @Test
    void javaWaitsForAGatewayThatTakesLess() throws Exception {
        var bytes = Sound.of(5 * 16_000, SampleEncoding.S16LE);
        try (var stream = SpeechStream.open(narrow, voice("java-narrow"), Options.standard(), event -> {})) {
            stream.write(bytes);
            stream.end();
        }
        assertThat(samples("java-narrow", "anna")).isEqualTo(Pcm16.shorts(bytes));
    }

    @Test
    void javaHearsScores() throws Exception {
        var heard = new LinkedBlockingQueue<String>();
        var options = Options.standard().hearing(Results.FINAL);
        try (var stream = SpeechStream.open(
                gateway,
                voice("java-scored"),
                options,
                event -> heard.add(event.path("segmentId").asText()))) {
            score("java-scored");

            assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("java-scored/anna/0");
            assertThat(stream.progress().ended()).isFalse();
        }
    }

    @Test
    void javaSaysWhyAStreamCannotBe() throws Exception {
        assertThatThrownBy(() -> SpeechStream.open(
                        URI.create("ws://127.0.0.1:9"), voice("nobody"), Options.standard(), event -> {}))
                .hasMessageContaining("there is no gateway at ws://127.0.0.1:9/v1/ingest");
        try (var first = SpeechStream.open(gateway, voice("twice"), Options.standard(), event -> {})) {
            assertThatThrownBy(() -> SpeechStream.open(gateway, voice("twice"), Options.standard(), event -> {}))
                    .isInstanceOfSatisfying(
                            IngestException.class, e -> assertThat(e.code()).isEqualTo("in_use"));
            first.write(new byte[64_000]);
            first.end();
        }
        assertThatThrownBy(() -> SpeechStream.open(
                        gateway, voice("twice"), Options.standard().resuming(), event -> {}))
                .hasMessage("the stream of twice/anna has ended; begin another session");
    }

    @Test
    void aBrowserStoresTheSameWhenConnectionsDieOrTheGatewayTakesLess() throws Exception {
        var bytes = Sound.of(5 * 44_100, SampleEncoding.S16LE);
        var few = Sound.of(5 * 16_000, SampleEncoding.S16LE);
        try (var chromium = Chromium.hearing(folder.resolve("played.wav"));
                var way = new FrailWay(gateway, 3, 150_000)) {
            var stored = speak(chromium.open(way.address()), "js-frail", 44_100, bytes);
            assertThat(way.died()).isEqualTo(3);
            assertThat(stored).isEqualTo(5 * 44_100);
            assertThat(speak(chromium.open(narrow), "js-narrow", 16_000, few)).isEqualTo(5 * 16_000);
        }
        assertThat(samples("js-frail", "anna")).isEqualTo(Sound.onTheLog(bytes, SampleEncoding.S16LE, 44_100));
        assertThat(samples("js-narrow", "anna")).isEqualTo(Pcm16.shorts(few));
    }

    @Test
    void thePageStoresWhatTheMicrophoneHearsAndShowsScores() throws Exception {
        try (var chromium = Chromium.hearing(folder.resolve("played.wav"));
                var way = new FrailWay(gateway, 1, 100_000)) {
            var page = chromium.open(
                    way.address().resolve("/?session=page&participant=anna&token=secret"), 390, 844, ColorScheme.DARK);
            assertThat(page.url()).doesNotContain("secret");
            page.click("#start");
            page.waitForSelector("[data-state=live]");
            page.waitForCondition(() -> seconds(page, "#stored") >= 5); // after a connection that broke
            score("page");
            page.waitForSelector(".voice");
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
            assertThat(page.inputValue("#participant")).isEqualTo("anna");
            page.click("#stop");
            page.waitForSelector("[data-state=ended]");

            assertThat(page.textContent("#stored")).isEqualTo(page.textContent("#written"));
            assertThat(page.inputValue("#participant")).isEqualTo("anna-2");
            assertThat(page.textContent(".voice h3")).isEqualTo("anna");
            assertThat(page.textContent(".voice .value")).isEqualTo("0.50");
            assertThat(way.died()).isEqualTo(1);
            assertThat(chromium.complaints()).allMatch(text -> text.contains("WebSocket"));
        }
        var likeness = Likeness.of(samples("page", "anna"), PLAYED);

        assertThat(likeness.decibel()).isCloseTo(0, within(0.5));
        assertThat(likeness.correlation()).isGreaterThan(0.97);
        assertThat(likeness.unbroken()).isGreaterThan(0.5);
    }

    @Test
    void thePageHearsAtTheBrowsersOwnRateWhereItKnowsNoOther() throws Exception {
        var asFirefox =
                """
                const create = AudioContext.prototype.createMediaStreamSource;
                AudioContext.prototype.createMediaStreamSource = function (media) {
                  if (this.sampleRate === 16000) throw new DOMException('another rate', 'NotSupportedError');
                  return create.call(this, media);
                };
                """;
        try (var chromium = Chromium.hearing(folder.resolve("played.wav"))) {
            var page = chromium.open(
                    gateway.resolve("/?session=own-rate&participant=anna&results=none"),
                    1280,
                    900,
                    ColorScheme.LIGHT,
                    asFirefox);
            page.click("#start");
            page.waitForCondition(() -> seconds(page, "#stored") >= 2);
            page.click("#stop");
            page.waitForSelector("[data-state=ended]");

            assertThat(page.textContent("#rate")).isIn("44.1 kHz", "48 kHz");
            assertThat(page.isVisible("#scores")).isFalse();
            assertThat(chromium.complaints()).isEmpty();
        }
        var likeness = Likeness.of(samples("own-rate", "anna"), PLAYED);

        assertThat(likeness.decibel()).isCloseTo(0, within(0.5));
        assertThat(likeness.correlation()).isGreaterThan(0.97);
    }

    @Test
    void thePageSaysSoWhereTheBrowserNeverBeginsToHear() {
        try (var chromium = Chromium.hearing(folder.resolve("played.wav"))) {
            var page = chromium.open(
                    gateway.resolve("/?session=deaf&participant=anna"),
                    390,
                    844,
                    ColorScheme.LIGHT,
                    "AudioContext.prototype.resume = () => new Promise(() => {});");
            page.click("#start");
            page.waitForSelector("[data-state=failed]");

            assertThat(page.innerText("#notice")).contains("does not begin to hear");
        }
    }

    @Test
    void servesThePageAndTheLibraryAndNothingElse() throws Exception {
        var page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'; script-src 'self';"));
        assertThat(page.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        var tag = page.headers().firstValue("ETag").orElseThrow();
        assertThat(get("/", "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(get("/emistream.js").headers().firstValue("Access-Control-Allow-Origin"))
                .contains("*");
        for (var path : List.of("/nothing", "/page/../index.html", "/v1/ingest"))
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
    }

    @Test
    void foreignPagesAndNamesStayOutside() {
        var port = gateway.getPort();
        for (var headers : List.of(
                new String[] {"Origin", "http://foreign.example"}, new String[] {"Origin", "http://127.0.0.1:1"}))
            assertThatThrownBy(() -> new Speaker(gateway.resolve("v1/ingest"), headers).close())
                    .hasStackTraceContaining("403");
        new Speaker(gateway.resolve("v1/ingest"), "Origin", "http://127.0.0.1:" + port).close();
    }

    private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var address = URI.create("http://127.0.0.1:" + gateway.getPort() + path);
        var request = HttpRequest.newBuilder(address);
        if (headers.length > 0) request.headers(headers);
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static double seconds(Page page, String what) {
        return Double.parseDouble(page.textContent(what).replace(" s", ""));
    }

    private static long speak(Page page, String session, int rate, byte[] pcm) {
        var stored = page.evaluate(
                """
                async ([session, sampleRate, pcm]) => {
                  const { SpeechStream } = await import('/emistream.js');
                  const bytes = Uint8Array.from(atob(pcm), one => one.charCodeAt(0));
                  const stream = await SpeechStream.open(location.origin, { session, participant: 'anna', sampleRate, keepSeconds: 10 });
                  for (let at = 0; at < bytes.length; at += 3333) await stream.write(bytes.subarray(at, at + 3333));
                  await stream.end();
                  return stream.progress.stored;
                }
                """,
                List.of(session, rate, Base64.getEncoder().encodeToString(pcm)));
        return ((Number) stored).longValue();
    }

    private static Voice voice(String session) {
        return new Voice(session, "anna", Encoding.S16LE, 16_000);
    }

    private static GatewayServer gateway(String name, IngestRules rules) {
        var config = GatewayConfig.local(0).by(rules, SocketRules.standard(), Duration.ofMinutes(10));
        return LIFECYCLE.add(name, GatewayOptions.start(config, cluster));
    }

    private static short[] samples(String session, String participant) {
        return Stored.samples(Stored.stream(cluster, session, participant));
    }

    private static void score(String session) {
        try (var scores = new Scores(cluster)) {
            scores.commit(session, session + "/anna/0");
        }
    }

    /** Many tones that come and go, below 1.5 kHz: half a sample of delay, or a filter on the way, changes little. It is like itself at one place only. */
    private static short[] voices(int length) {
        var random = new Random(5);
        var sum = new float[length];
        for (int tone = 0; tone < 40; tone++) {
            double step = 2 * Math.PI * (100 + 1_400 * random.nextDouble()) / 16_000;
            double swell = 2 * Math.PI * (0.3 + 2 * random.nextDouble()) / 16_000;
            double phase = 6 * random.nextDouble();
            for (int i = 0; i < length; i++)
                sum[i] += (float) (0.02 * Math.sin(step * i + phase) * Math.sin(swell * i));
        }
        return Pcm16.shorts(Pcm16.encode(sum));
    }
}
