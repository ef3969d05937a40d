package io.emistream.model.hub;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A hub with one repository, in Hugging Face's layout, in this JVM. Files longer than 100 bytes are elsewhere: at another port, as large files are. */
final class LocalHub implements AutoCloseable {
    static final String NAME = "someone/some-model";
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    /** What may go wrong with the next answer for a file. */
    enum Fault {
        NONE,
        CUT_IN_HALF,
        SILENT,
        IGNORES_RANGE,
        TOO_LONG,
        SERVER_ERROR,
        GATED,
        MISSING
    }

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final HttpServer server;
    private final HttpServer elsewhere;

    LocalHub() throws IOException {
        server = serve("hub");
        elsewhere = serve("elsewhere");
    }

    private HttpServer serve(String host) throws IOException {
        var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        started.setExecutor(Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        started.createContext("/", exchange -> {
            try (exchange) {
                requests.add(host + " " + exchange.getRequestURI() + " range "
                        + exchange.getRequestHeaders().getFirst("Range") + " token "
                        + exchange.getRequestHeaders().getFirst("Authorization"));
                answer(exchange, host);
            }
        });
        started.start();
        return started;
    }

    LocalHub with(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    synchronized LocalHub failing(Fault... next) {
        faults.addAll(List.of(next));
        return this;
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    private synchronized Fault next() {
        return faults.isEmpty() ? Fault.NONE : faults.removeFirst();
    }

    private void answer(HttpExchange exchange, String host) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith("/api/models/" + NAME + "/revision/")) {
            send(exchange, 200, description());
        } else if (path.startsWith("/" + NAME + "/resolve/" + COMMIT + "/")) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            byte[] content = files.getOrDefault(name, new byte[0]);
            if (content.length > 100 && host.equals("hub")) {
                exchange.getResponseHeaders()
                        .add(
                                "Location",
                                "http://127.0.0.1:" + elsewhere.getAddress().getPort() + path);
                exchange.sendResponseHeaders(302, -1);
            } else {
                file(exchange, content, next());
            }
        } else {
            send(exchange, 404, "no".getBytes(StandardCharsets.UTF_8));
        }
    }

    private void file(HttpExchange exchange, byte[] content, Fault fault) throws IOException {
        int status =
                switch (fault) {
                    case SERVER_ERROR -> 503;
                    case GATED -> 403;
                    case MISSING -> 404;
                    default -> 200;
                };
        if (status != 200) {
            send(exchange, status, new byte[0]);
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null || fault == Fault.IGNORES_RANGE ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
        byte[] rest = Arrays.copyOfRange(content, from, content.length + (fault == Fault.TOO_LONG ? 9 : 0));
        if (from > 0) {
            exchange.getResponseHeaders()
                    .add("Content-Range", "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, rest.length);
        int sent = fault == Fault.CUT_IN_HALF || fault == Fault.SILENT ? rest.length / 2 : rest.length;
        exchange.getResponseBody().write(rest, 0, sent);
        exchange.getResponseBody().flush();
        if (fault == Fault.SILENT) {
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private byte[] description() throws IOException {
        var siblings = new ArrayList<Map<String, Object>>();
        for (var file : files.entrySet()) {
            var sibling = new LinkedHashMap<String, Object>();
            sibling.put("rfilename", file.getKey());
            sibling.put("size", file.getValue().length);
            sibling.put("blobId", hash("SHA-1", "blob " + file.getValue().length + "\0", file.getValue()));
            if (file.getValue().length > 100) {
                sibling.put("lfs", Map.of("sha256", hash("SHA-256", "", file.getValue())));
            }
            siblings.add(sibling);
        }
        return new ObjectMapper()
                .writeValueAsBytes(Map.of(
                        "id",
                        NAME,
                        "sha",
                        COMMIT,
                        "siblings",
                        siblings,
                        "cardData",
                        Map.of("license", "cc-by-nc-sa-4.0")));
    }

    /** Says another hash than the file's: what it describes no longer is what it serves. */
    void replace(String name, byte[] content) {
        files.put(name, content);
    }

    private static String hash(String algorithm, String head, byte[] content) {
        try {
            var digest = MessageDigest.getInstance(algorithm);
            digest.update(head.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        ended.countDown();
        server.stop(0);
        elsewhere.stop(0);
    }
}
