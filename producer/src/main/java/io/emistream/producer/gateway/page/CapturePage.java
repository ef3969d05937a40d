package io.emistream.producer.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.emistream.producer.gateway.consent.ConsentPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Serves the page that captures a microphone, and the client library that it uses to everybody. All files are in memory, each at one fixed path: there is no path from outside
 * that could lead astray. Thread-safe.
 */
public final class CapturePage extends Handler.Abstract.NonBlocking {
    /** Own files only, and no script or style within the page: what a session is called can never become code. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private final Map<String, Asset> assets = new HashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Asset(byte[] bytes, String type, String tag, boolean shared) {}

    /**
     * Reads the files from the class path; one that is missing is a broken build and throws.
     *
     * @param policy what the page asks its visitors to agree to
     */
    public CapturePage(ConsentPolicy policy) {
        add("/", "index.html", "text/html; charset=utf-8", false);
        add("/page.css", "page.css", "text/css; charset=utf-8", false);
        add("/icon.svg", "icon.svg", "image/svg+xml", false);
        for (var own : List.of("page.js", "consent.js", "microphone.js", "scores.js", "worklet.js"))
            add("/" + own, own, SCRIPT, false);
        for (var library : List.of("emistream.js", "kept.js")) add("/" + library, library, SCRIPT, true);
        put("/consent.json", asked(policy).toString().getBytes(UTF_8), "application/json", false);
    }

    private static JsonNode asked(ConsentPolicy policy) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("required", policy.requireConsent() || policy.requirePurpose() || policy.requireNotice());
        json.set("purpose", asked(policy.requirePurpose(), policy.purposes()));
        json.set("notice", asked(policy.requireNotice(), policy.notices()));
        return json;
    }

    private static JsonNode asked(boolean required, Set<String> allowed) {
        var json = JsonNodeFactory.instance.objectNode().put("required", required);
        new TreeSet<>(allowed).forEach(json.putArray("allowed")::add);
        return json;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var asset = assets.get(Request.getPathInContext(request));
        if (asset == null) return false;
        boolean head = HttpMethod.HEAD.is(request.getMethod());
        if (!head && !HttpMethod.GET.is(request.getMethod())) {
            Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405, "GET and HEAD only");
            return true;
        }
        var headers = response.getHeaders();
        headers.put("Content-Security-Policy", POLICY);
        headers.put("Permissions-Policy", "microphone=(self)");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer"); // a token may be in the address
        headers.put(HttpHeader.CACHE_CONTROL, "no-cache");
        headers.put(HttpHeader.ETAG, asset.tag());
        headers.put("Cross-Origin-Resource-Policy", asset.shared() ? "cross-origin" : "same-origin");
        if (asset.shared()) headers.put(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        if (asset.tag().equals(request.getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
            response.setStatus(HttpStatus.NOT_MODIFIED_304);
            response.write(true, ByteBuffer.allocate(0), callback);
            return true;
        }
        headers.put(HttpHeader.CONTENT_TYPE, asset.type());
        headers.put(HttpHeader.CONTENT_LENGTH, asset.bytes().length);
        response.write(true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(asset.bytes()), callback);
        return true;
    }

    private void add(String path, String name, String type, boolean shared) {
        try (var in = CapturePage.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("the build lacks " + name);
            put(path, in.readAllBytes(), type, shared);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void put(String path, byte[] bytes, String type, boolean shared) {
        assets.put(path, new Asset(bytes, type, tagOf(bytes), shared));
    }

    private static String tagOf(byte[] bytes) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(hash, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
