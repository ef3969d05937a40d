package io.emistream.model.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Requests to a hub. Redirects are followed here and not by the client, so that the token never goes to another host, and no redirect leads from
 * HTTPS to plain HTTP.
 *
 * @param base of the hub, such as {@code https://huggingface.co}
 * @param token sent to the base's host alone, and never over plain HTTP to another machine
 * @param stall longest silence
 */
record HubRequests(HttpClient client, URI base, Optional<String> token, Duration stall) {
    private static final int MOST_REDIRECTS = 5;
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    /**
     * One answer, whatever its status but a redirect; the caller closes its body.
     *
     * @param path below the base, starting with a slash
     * @param from first byte wanted; 0 for all
     */
    HttpResponse<InputStream> get(String path, long from) throws IOException, InterruptedException {
        URI uri = URI.create(base.toString().replaceFirst("/+$", "") + path);
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            HttpResponse<InputStream> response =
                    client.send(request(uri, from), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() / 100 != 3) {
                return response;
            }
            response.body().close();
            uri = next(uri, response);
        }
        throw new HubProblem("%s redirects more than %d times".formatted(path, MOST_REDIRECTS));
    }

    private HttpRequest request(URI uri, long from) {
        var request = HttpRequest.newBuilder(uri).timeout(stall).GET();
        // compressed by a proxy, lengths and ranges would not be the file's
        request.header("Accept-Encoding", "identity");
        if (from > 0) {
            request.header("Range", "bytes=%d-".formatted(from));
        }
        if (token.isPresent() && mayHaveToken(uri)) {
            request.header("Authorization", "Bearer " + token.get());
        }
        return request.build();
    }

    private boolean mayHaveToken(URI uri) {
        return ("https".equals(uri.getScheme()) || THIS_MACHINE.contains(uri.getHost()))
                && uri.getScheme().equals(base.getScheme())
                && uri.getHost().equalsIgnoreCase(base.getHost())
                && uri.getPort() == base.getPort();
    }

    private URI next(URI from, HttpResponse<?> response) throws HubProblem {
        String location = response.headers()
                .firstValue("Location")
                .orElseThrow(() -> new HubProblem("%s redirects to nowhere".formatted(from)));
        URI to;
        try {
            to = from.resolve(URI.create(location));
        } catch (IllegalArgumentException e) {
            throw new HubProblem("%s redirects to what is no address".formatted(from));
        }
        boolean secure = "https".equals(to.getScheme());
        boolean plainAsAsked = "http".equals(to.getScheme()) && "http".equals(base.getScheme());
        if (to.getHost() == null || !(secure || plainAsAsked)) {
            throw new HubProblem("%s redirects to %s, which is not HTTPS".formatted(from, to.getScheme()));
        }
        return to;
    }
}
