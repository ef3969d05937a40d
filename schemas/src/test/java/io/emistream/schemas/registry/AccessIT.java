package io.emistream.schemas.registry;

import static io.emistream.schemas.registry.ScriptedServer.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.schemas.RegistryRefused;
import io.emistream.schemas.RegistryUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask, and whom to trust: basic authentication and TLS. */
class AccessIT {
    private static final String PASSWORD = "changeit";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path folder;

    @BeforeAll
    static void makeKeys() throws Exception {
        makeKeys("registry");
        makeKeys("stranger");
    }

    @Test
    void sendsTheCredentialsWithEachRequest() throws IOException {
        try (var server = ScriptedServer.http(says(200, "[]"))) {
            var client = client(RegistryConfig.parse(server.url().toString().replace("//", "//emi:pässword@")));

            client.subjects();
            client.versions("one");

            assertThat(server.asked())
                    .extracting(ScriptedServer.Asked::authorization)
                    // printf 'emi:pässword' | base64
                    .containsExactly(
                            Optional.of("Basic ZW1pOnDDpHNzd29yZA=="), Optional.of("Basic ZW1pOnDDpHNzd29yZA=="));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void saysWhatToCheckWhenTheCredentialsAreRefusedAndDoesNotAskAgain(int status) throws IOException {
        try (var server = ScriptedServer.http(says(status, "<html>no</html>"))) {
            var config = RegistryConfig.parse(server.url().toString()).withAuth(new BasicAuth("emi", "secret"));

            assertThatThrownBy(() -> client(config).subjects())
                    .isInstanceOfSatisfying(
                            RegistryRefused.class, e -> assertThat(e.status()).isEqualTo(status))
                    .hasMessageContaining("check the user, the password and what the user may do")
                    .hasMessageNotContaining("secret");

            assertThat(server.asked()).hasSize(1);
        }
    }

    @Test
    void speaksHttpsWithARegistryThatTheTruststoreHolds() throws Exception {
        try (var server = ScriptedServer.https(keys("registry"), says(200, "[\"one\"]"))) {
            var trust = new Truststore(folder.resolve("registry-trust.p12"), PASSWORD);
            var config = RegistryConfig.parse(server.url().toString()).withTls(trust.context());

            assertThat(client(config).subjects()).isEqualTo(List.of("one"));
        }
    }

    @Test
    void refusesARegistryThatTheTruststoreDoesNotHold() throws Exception {
        try (var server = ScriptedServer.https(keys("registry"), says(200, "[]"))) {
            var others = new Truststore(folder.resolve("stranger-trust.p12"), PASSWORD);
            var url = server.url().toString();

            for (var config :
                    List.of(RegistryConfig.parse(url), RegistryConfig.parse(url).withTls(others.context())))
                assertThatThrownBy(() -> client(config).subjects())
                        .isInstanceOf(RegistryUnavailable.class)
                        .hasMessageContaining(url + ": its certificate is not trusted here")
                        .hasMessageContaining("truststore");

            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void namesATruststoreThatCannotBeRead() throws IOException {
        var wrongPassword = new Truststore(folder.resolve("registry-trust.p12"), "guess");
        var missing = new Truststore(folder.resolve("missing.p12"), PASSWORD);
        var text = new Truststore(Files.writeString(folder.resolve("text.p12"), "no keys"), PASSWORD);

        assertThatThrownBy(missing::context).hasMessageContaining("truststore " + missing.file() + " does not exist");
        for (var bad : List.of(wrongPassword, text))
            assertThatThrownBy(bad::context)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("truststore " + bad.file() + " cannot be read")
                    .hasMessageNotContaining("guess");
        assertThat(wrongPassword.toString()).doesNotContain("guess");
    }

    private static RegistryClient client(RegistryConfig config) {
        var patience = new Patience(
                Duration.ofSeconds(5), Duration.ofSeconds(5), 2, Duration.ofMillis(1), Duration.ofMillis(1));
        return new RegistryClient(config.withPatience(patience), System::nanoTime);
    }

    private static SSLContext keys(String name) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(name), PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** A key pair for loopback with the JDK's own tool, and a truststore that holds its certificate. */
    private static void makeKeys(String name) throws Exception {
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var making = new ProcessBuilder(List.of(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "registry",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        folder.resolve(name + ".p12").toString()))
                .inheritIO()
                .start();
        assertThat(making.waitFor(60, TimeUnit.SECONDS)).as("keytool ends").isTrue();
        var trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("registry", store(name).getCertificate("registry"));
        try (var out = Files.newOutputStream(folder.resolve(name + "-trust.p12"))) {
            trust.store(out, PASSWORD.toCharArray());
        }
    }

    private static KeyStore store(String name) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(folder.resolve(name + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }
}
