package io.emistream.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.role.Cluster;
import io.emistream.app.role.Roles;
import io.emistream.audio.SampleEncoding;
import io.emistream.producer.gateway.GatewayConfig;
import io.emistream.producer.gateway.consent.PolicyFile;
import io.emistream.schemas.avro.ConsentState;
import io.emistream.schemas.avro.ControlMessage;
import io.emistream.schemas.avro.SessionConsent;
import io.emistream.schemas.consent.ConsentListener;
import io.emistream.schemas.consent.ConsentReader;
import io.emistream.schemas.consent.ConsentSubject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page before gateways that ask for consent, and before one that does not. */
class ConsentPageIT {
    private static final Lifecycle LIFECYCLE = new Lifecycle();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Cluster cluster;

    @BeforeAll
    static void start() throws IOException {
        cluster = Roles.embedded(folder.resolve("kafka"), "127.0.0.1", 0, 0, LIFECYCLE)
                .cluster();
        Files.write(folder.resolve("heard.raw"), Sound.of(16_000, SampleEncoding.S16LE));
    }

    @AfterAll
    static void stop() {
        LIFECYCLE.close();
    }

    @Test
    void startsOnceItIsAgreedToAndTakesItBackInMidCall() {
        var gateway = gateway(
                "{'requireConsent':true,'requirePurpose':true,'purposes':['coaching'],'requireNotice':true,'notices':['2026-11']}");
        try (var chromium = chromium()) {
            var page = chromium.open(
                    gateway.resolve("/?session=page&participant=anna&results=none"), 390, 844, ColorScheme.DARK);
            page.waitForSelector("#agree");
            assertThat(page.innerText("#consent")).contains("Purpose: coaching", "Notice: 2026-11", "I agree");
            page.click("#start");
            assertThat(page.getAttribute("#state", "data-state")).isEqualTo("idle");
            assertThat(page.isDisabled("#revoke")).isTrue();

            page.check("#agree");
            page.click("#start");
            page.waitForSelector("[data-state=live]");
            assertThat(page.isDisabled("#agree")).isTrue();
            assertThat(said("agreed page/anna").getPurpose()).isEqualTo("coaching");
            assertThat(said("agreed page/anna").getNotice()).isEqualTo("2026-11");
            page.waitForCondition(() -> !page.textContent("#stored").equals("0.0 s"));
            page.click("#revoke");
            page.waitForSelector("[data-state=revoked]");

            assertThat(page.innerText("#notice")).contains("consent is taken back", "deleted", "stay until");
            assertThat(said("heard page/anna").getState()).isEqualTo(ConsentState.REVOKED);
            assertThat(page.isChecked("#agree")).isFalse();
            assertThat(page.inputValue("#participant")).isEqualTo("anna-2");
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
            page.check("#agree");
            page.click("#start");
            page.waitForSelector("[data-state=live]");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void asksForTheChoiceThatThePolicyLeaves() {
        var gateway = gateway("{'requirePurpose':true,'purposes':['coaching','research'],'requireNotice':true}");
        try (var chromium = chromium()) {
            var page = chromium.open(gateway.resolve("/?session=choice&participant=anna&results=none"));
            page.waitForSelector("#agree");
            page.check("#agree");
            page.selectOption("#consent select", "research");
            page.fill("#consent label:has-text('Notice') input", "read aloud");
            page.click("#start");
            page.waitForSelector("[data-state=live]");

            assertThat(said("agreed choice/anna").getPurpose()).isEqualTo("research");
            assertThat(said("agreed choice/anna").getNotice()).isEqualTo("read aloud");
        }
    }

    @Test
    void leavesItToTheTokenAndSaysWhatTheGatewaySays() {
        var gateway = gateway("{'requireConsent':true}");
        try (var chromium = chromium()) {
            var page = chromium.open(gateway.resolve("/?session=token&participant=anna&token=secret"));
            page.waitForSelector("#agree");
            page.click("#start");
            page.waitForSelector("[data-state=failed]");

            assertThat(page.innerText("#notice")).contains("consent is granted");
        }
    }

    @Test
    void asksForNothingWhereThePolicyDoesNotButTakesBackAllTheSame() {
        var gateway = gateway("{}");
        try (var chromium = chromium()) {
            var page = chromium.open(gateway.resolve("/?session=free&participant=anna&results=none"));
            page.click("#start");
            page.waitForSelector("[data-state=live]");
            assertThat(page.isVisible("#consent")).isFalse();
            page.click("#revoke");
            page.waitForSelector("[data-state=revoked]");

            assertThat(said("heard free/anna").getState()).isEqualTo(ConsentState.REVOKED);
        }
    }

    private static Chromium chromium() {
        return Chromium.hearing(folder.resolve("heard.raw"));
    }

    private static URI gateway(String policy) {
        var config = GatewayConfig.local(0).heeding(PolicyFile.parse(policy.replace('\'', '"')));
        return LIFECYCLE.add("gateway", GatewayOptions.start(config, cluster)).address();
    }

    /** The last that was said of consent, by {@code heard} or {@code agreed} and whose. */
    private static SessionConsent said(String what) {
        var said = new HashMap<String, ControlMessage>();
        var listener = new ConsentListener() {
            @Override
            public void heard(ConsentSubject subject, @Nullable ControlMessage message) {
                said.put("heard " + subject, message);
            }

            @Override
            public void agreed(ConsentSubject voice, @Nullable ControlMessage message) {
                said.put("agreed " + voice, message);
            }
        };
        try (var reader = ConsentReader.open(cluster.clients(), cluster.topics().control(), listener)) {
            assertThat(reader.catchUp(Duration.ofSeconds(10))).isTrue();
        }
        return Objects.requireNonNull(said.get(what), what).getConsent();
    }
}
