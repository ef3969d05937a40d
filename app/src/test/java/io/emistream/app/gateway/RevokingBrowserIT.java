package io.emistream.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.app.lifecycle.Lifecycle;
import io.emistream.app.role.Roles;
import io.emistream.audio.SampleEncoding;
import io.emistream.producer.gateway.GatewayConfig;
import io.emistream.producer.gateway.consent.PolicyFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library for JavaScript before a gateway that asks for consent. */
class RevokingBrowserIT {
    private static final Path LIBRARY = Path.of("../producer/client/js/emistream.js");
    private static final Lifecycle LIFECYCLE = new Lifecycle();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static URI gateway;

    @BeforeAll
    static void start() {
        var cluster = Roles.embedded(folder.resolve("kafka"), "127.0.0.1", 0, 0, LIFECYCLE)
                .cluster();
        var config = GatewayConfig.local(0).heeding(PolicyFile.parse("{\"requirePurpose\": true}"));
        gateway =
                LIFECYCLE.add("gateway", GatewayOptions.start(config, cluster)).address();
    }

    @AfterAll
    static void stop() {
        LIFECYCLE.close();
    }

    @Test
    void saysWhatWasAgreedToAndTakesItBack() throws Exception {
        var script =
                """
                async () => {
                  const { SpeechStream } = await import('/emistream.js');
                  const codes = [];
                  const note = error => codes.push(error.code);
                  const voice = { session: 'browser', participant: 'anna', sampleRate: 16000 };
                  const agreed = { ...voice, consent: 'granted', purpose: 'coaching' };
                  await SpeechStream.open(location.origin, voice).catch(note);
                  const stream = await SpeechStream.open(location.origin, agreed);
                  await stream.write(new Int16Array(16000));
                  await stream.revoke();
                  codes.push(stream.state);
                  await stream.write(new Int16Array(16000)).catch(note);
                  await SpeechStream.open(location.origin, agreed).catch(note);
                  return codes;
                }""";
        var heard = folder.resolve("heard.raw");
        Files.write(heard, Sound.of(16_000, SampleEncoding.S16LE));
        try (var chromium = Chromium.hearing(heard)) {
            assertThat(chromium.open(gateway).evaluate(script))
                    .isEqualTo(List.of("consent_required", "failed", "consent_revoked", "consent_revoked"));
        }
    }

    @Test
    void isToldWhyItIsTurnedAwayTimeAfterTime() throws Exception {
        var script =
                """
                const { SpeechStream } = await import(process.argv[1]);
                const codes = {};
                for (let i = 0; i < 200; i++) {
                  const voice = { session: `turned-away-${i}`, participant: 'node', sampleRate: 16000 };
                  const code = await SpeechStream.open(process.argv[2], voice).then(() => 'let in', error => error.code);
                  codes[code] = (codes[code] ?? 0) + 1;
                }
                console.log(JSON.stringify(codes));
                """;
        assertThat(Node.run(script, LIBRARY.toUri().toString(), gateway.toString()))
                .isEqualTo("{\"consent_required\":200}");
    }
}
