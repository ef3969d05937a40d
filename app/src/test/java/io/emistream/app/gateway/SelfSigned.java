package io.emistream.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key pair for 127.0.0.1, made by the JDK's own tool. */
final class SelfSigned {
    static final String PASSWORD = "a password";

    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Path folder;
    private final KeyStore keys;

    SelfSigned(Path folder) throws Exception {
        this.folder = folder;
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var making = new ProcessBuilder(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "gateway",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=gateway",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store().toString())
                .inheritIO()
                .start();
        assertThat(making.waitFor(60, TimeUnit.SECONDS)).as("keytool ends").isTrue();
        keys = KeyStore.getInstance(store().toFile(), PASSWORD.toCharArray());
    }

    Path store() {
        return folder.resolve("gateway.p12");
    }

    Path certificate() throws Exception {
        return pem(
                "certificate.pem", "CERTIFICATE", keys.getCertificate("gateway").getEncoded());
    }

    Path key() throws Exception {
        return pem(
                "key.pem",
                "PRIVATE KEY",
                keys.getKey("gateway", PASSWORD.toCharArray()).getEncoded());
    }

    /** For clients that trust it. */
    SSLContext trust() throws Exception {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("gateway", keys.getCertificate("gateway"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private Path pem(String file, String what, byte[] bytes) throws Exception {
        return Files.writeString(
                folder.resolve(file),
                "-----BEGIN " + what + "-----\n" + PEM.encodeToString(bytes) + "\n-----END " + what + "-----\n");
    }
}
