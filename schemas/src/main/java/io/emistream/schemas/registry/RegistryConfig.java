package io.emistream.schemas.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Where a registry is and how to speak to it.
 *
 * @param urls base URLs of nodes of one registry, asked in order; an API path belongs to them (Apicurio: {@code /apis/ccompat/v7})
 * @param auth sent with each request when present
 * @param tls trust and keys for https; the JVM's own when absent
 */
public record RegistryConfig(List<URI> urls, Optional<BasicAuth> auth, Optional<SSLContext> tls, Patience patience) {
    public RegistryConfig {
        urls = urls.stream().map(RegistryConfig::checked).toList();
        if (urls.isEmpty())
            throw new IllegalArgumentException(
                    "no registry URL is given; give at least one, e.g. http://localhost:8081");
    }

    /**
     * Reads comma-separated URLs; the first that holds {@code user:password@} gives the credentials for all. Throws
     * {@link IllegalArgumentException} that names the part that is wrong, never the password.
     */
    public static RegistryConfig parse(String urls) {
        var nodes = new ArrayList<URI>();
        Optional<BasicAuth> auth = Optional.empty();
        for (String part : urls.split(",")) {
            if (part.isBlank()) continue;
            var url = uri(part.strip());
            if (auth.isEmpty()) auth = credentials(url);
            nodes.add(withoutCredentials(url));
        }
        return new RegistryConfig(nodes, auth, Optional.empty(), Patience.STANDARD);
    }

    /** The same with these credentials. */
    public RegistryConfig withAuth(BasicAuth given) {
        return new RegistryConfig(urls, Optional.of(given), tls, patience);
    }

    /** The same with this trust and these keys for https. */
    public RegistryConfig withTls(SSLContext given) {
        return new RegistryConfig(urls, auth, Optional.of(given), patience);
    }

    /** The same with other waiting times. */
    public RegistryConfig withPatience(Patience given) {
        return new RegistryConfig(urls, auth, tls, given);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // neither the text nor the cause goes on: both may show a password
            throw new IllegalArgumentException("a registry URL is malformed at character " + e.getIndex() + " ("
                    + e.getReason() + "); write it as http://host:port/path");
        }
    }

    private static URI checked(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null || url.getRawUserInfo() != null)
            throw new IllegalArgumentException("registry URL '" + shown(url)
                    + "' is not http://host:port/path or https://host:port/path" + passwordHint(url));
        if (url.getRawQuery() != null || url.getRawFragment() != null)
            throw new IllegalArgumentException("registry URL '" + shown(url) + "' must have no query or fragment");
        String text = url.toString();
        return text.endsWith("/") ? checked(URI.create(text.substring(0, text.length() - 1))) : url;
    }

    private static Optional<BasicAuth> credentials(URI url) {
        String info = url.getUserInfo();
        if (info == null) return Optional.empty();
        int colon = info.indexOf(':');
        if (colon < 0)
            throw new IllegalArgumentException("registry URL names a user without a password; write user:password@");
        return Optional.of(new BasicAuth(info.substring(0, colon), info.substring(colon + 1)));
    }

    private static URI withoutCredentials(URI url) {
        String info = url.getRawUserInfo();
        return info == null ? url : URI.create(url.toString().replace(info + "@", ""));
    }

    /** The URL for a message; where its parts are in doubt, what may be a password is left out. */
    private static String shown(URI url) {
        return url.getHost() == null && url.getRawAuthority() != null
                ? url.getScheme() + "://…"
                : url.toString().replaceFirst("//.*@", "//");
    }

    private static String passwordHint(URI url) {
        return url.toString().contains("@") ? "; in a password, write @ : / ? # as %40 %3A %2F %3F %23" : "";
    }
}
