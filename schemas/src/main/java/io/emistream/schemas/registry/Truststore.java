package io.emistream.schemas.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A PKCS#12 or JKS file of certificates to trust. */
public record Truststore(Path file, String password) {

    /** TLS that trusts these certificates and no others. Throws {@link IllegalArgumentException} when the file cannot be read. */
    public SSLContext context() {
        try (var in = Files.newInputStream(file)) {
            var trusted = KeyStore.getInstance("PKCS12"); // the JDK's reads JKS too
            trusted.load(in, password.toCharArray());
            if (trusted.size() == 0)
                throw new IllegalArgumentException(
                        "truststore " + file + " holds no certificate; import the registry's authority");
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("truststore " + file + " does not exist; check its path", e);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "truststore " + file + " cannot be read (" + e.getMessage() + "); check its path and password", e);
        }
    }

    @Override
    public String toString() {
        return "Truststore[file=" + file + ", password=***]";
    }
}
