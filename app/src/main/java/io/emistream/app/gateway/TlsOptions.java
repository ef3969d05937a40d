package io.emistream.app.gateway;

import io.emistream.app.problem.UsageProblem;
import io.emistream.producer.gateway.Tls;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who the gateway is over TLS. */
final class TlsOptions {
    private static final String PASSWORD = "EMI_TLS_KEYSTORE_PASSWORD";
    private static final String USUAL_PASSWORD = "changeit";

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "gateway: PEM certificates, its own first; with --tls-key clients connect by wss://")
    private @Nullable Path certificates;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "gateway: PEM private key, PKCS#8 without password")
    private @Nullable Path key;

    @Option(
            names = "--tls-keystore",
            paramLabel = "FILE",
            description = "gateway: PKCS#12 or JKS instead; its password in EMI_TLS_KEYSTORE_PASSWORD")
    private @Nullable Path store;

    /** Empty for plain connections. Throws {@link UsageProblem} when what is given does not fit together. */
    Optional<Tls> read() {
        try {
            if (store != null) {
                if (certificates != null || key != null)
                    throw new UsageProblem("--tls-keystore and --tls-cert are both given; give one of them");
                return Optional.of(Tls.store(store, System.getenv().getOrDefault(PASSWORD, USUAL_PASSWORD)));
            }
            if (certificates == null && key == null) return Optional.empty();
            if (certificates == null || key == null)
                throw new UsageProblem("--tls-cert and --tls-key belong together; give both");
            return Optional.of(Tls.pem(certificates, key));
        } catch (IllegalArgumentException e) {
            throw new UsageProblem("TLS: " + e.getMessage());
        }
    }
}
