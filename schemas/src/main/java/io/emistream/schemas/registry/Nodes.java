package io.emistream.schemas.registry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.emistream.schemas.RegistryUnavailable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes of a registry: asks one after the other until one answers, starting with the last that did. No connection, no answer
 * in time, an overloaded or broken server and an answer that is not JSON count as no answer; all requests may be repeated, since
 * registering twice is registering once.
 */
final class Nodes {
    private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int LONGEST_ANSWER = 16 << 20;

    private final RegistryConfig config;
    private final Pause pause;
    private final DoubleSupplier chance;
    private final HttpClient http;
    private final ObjectMapper mapper = new ObjectMapper();
    private final AtomicInteger preferred = new AtomicInteger();

    Nodes(RegistryConfig config, Pause pause, DoubleSupplier chance) {
        this.config = config;
        this.pause = pause;
        this.chance = chance;
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.patience().connect());
        config.tls().ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    Answer get(String path) {
        return ask("GET", path, null);
    }

    Answer post(String path, JsonNode body) {
        return ask("POST", path, body);
    }

    Answer put(String path, JsonNode body) {
        return ask("PUT", path, body);
    }

    ObjectMapper json() {
        return mapper;
    }

    /** Throws {@link RegistryUnavailable} when no node answered in any round. */
    private Answer ask(String method, String path, @Nullable JsonNode body) {
        List<String> failures = new ArrayList<>();
        @Nullable Exception last = null;
        for (int round = 0; round < config.patience().rounds(); round++) {
            if (round > 0) rest(round - 1);
            failures.clear();
            int first = preferred.get();
            for (int i = 0; i < config.urls().size(); i++) {
                int node = (first + i) % config.urls().size();
                try {
                    var answer = once(method, config.urls().get(node), path, body);
                    preferred.set(node);
                    return answer;
                } catch (IOException e) {
                    last = e;
                    failures.add(config.urls().get(node) + ": " + reason(e));
                }
            }
            LOG.atDebug()
                    .addKeyValue("round", round + 1)
                    .addKeyValue("failures", failures)
                    .log("no registry node answered");
        }
        throw new RegistryUnavailable(
                "no schema registry answered " + method + " " + path + " in "
                        + config.patience().rounds() + " rounds (" + String.join("; ", failures)
                        + "); check that it runs and its address",
                last);
    }

    private Answer once(String method, URI base, String path, @Nullable JsonNode body) throws IOException {
        var url = URI.create(base + path);
        var request = HttpRequest.newBuilder(url)
                .header("Accept", MEDIA_TYPE + ", application/json")
                .timeout(config.patience().answer())
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body)));
        if (body != null) request.header("Content-Type", MEDIA_TYPE);
        config.auth().ifPresent(auth -> request.header("Authorization", auth.header()));
        var response = send(request.build());
        int status = response.statusCode();
        var answer = new Answer(url, status, parse(status, response.body()));
        if (status >= 500 || status == 429 || status == 408)
            throw new IOException("HTTP " + status + ", " + answer.message());
        return answer;
    }

    /** Waits for the whole answer: the request's own timeout ends with the headers. */
    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        var pending = http.sendAsync(request, info -> new LimitedBody(LONGEST_ANSWER));
        try {
            return pending.get(config.patience().answer().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw new IOException("no whole answer within " + config.patience().answer(), e);
        } catch (ExecutionException e) {
            throw new IOException(reason(e.getCause() == null ? e : e.getCause()), e);
        } catch (InterruptedException e) {
            pending.cancel(true);
            throw new InterruptException(e);
        }
    }

    /** A good answer must be JSON; a refusal need not be: proxies refuse in HTML. */
    private JsonNode parse(int status, byte[] body) throws IOException {
        try {
            return mapper.readTree(body);
        } catch (JacksonException e) {
            if (status / 100 == 2) throw new IOException("HTTP " + status + " with a body that is not JSON", e);
            return MissingNode.getInstance();
        }
    }

    private void rest(int round) {
        try {
            pause.sleep(config.patience().pause(round, chance.getAsDouble()));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static String reason(Throwable e) {
        if (e instanceof SSLHandshakeException)
            return "its certificate is not trusted here (" + e.getMessage() + "), which a truststore can mend";
        if (e instanceof ConnectException) return "no connection";
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
