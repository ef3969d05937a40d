package io.emistream.producer.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Who the gateway is to its clients over TLS. Shares the store and password.
 *
 * @param keys with one private key and its certificates
 */
@SuppressWarnings("ArrayRecordComponent") // a password, as the JDK wants it
public record Tls(KeyStore keys, char[] password) {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.+?)-----END PRIVATE KEY-----", Pattern.DOTALL);
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    /**
     * From a PEM file of certificates, the gateway's own first, and one of its private key in PKCS#8, without password.
     *
     * @throws IllegalArgumentException when one of them cannot be used
     */
    public static Tls pem(Path certificates, Path key) {
        try (InputStream in = Files.newInputStream(certificates)) {
            var chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(Certificate[]::new);
            if (chain.length == 0) throw new IllegalArgumentException(certificates + " holds no certificate");
            var password = new char[0];
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(null, password);
            keys.setKeyEntry("gateway", key(key), password, chain);
            return new Tls(keys, password);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "certificates " + certificates + " and key " + key + " cannot be used (" + e
                            + "); give PEM files, the key in PKCS#8 without password",
                    e);
        }
    }

    /**
     * From a key store, PKCS#12 or JKS.
     *
     * @throws IllegalArgumentException when it cannot be used
     */
    public static Tls store(Path file, String password) {
        try {
            return new Tls(KeyStore.getInstance(file.toFile(), password.toCharArray()), password.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "key store " + file + " cannot be used (" + e.getMessage() + "); check file and password", e);
        }
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        var pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!pem.find()) throw new IOException(file + " has no BEGIN PRIVATE KEY");
        var bytes = Base64.getMimeDecoder().decode(pem.group(1));
        for (var algorithm : ALGORITHMS)
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
            } catch (GeneralSecurityException e) {
                // of another algorithm
            }
        throw new GeneralSecurityException(file + " is neither an RSA, EC nor Ed25519 key");
    }
}
