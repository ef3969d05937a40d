package io.emistream.app.modelstore;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** One folder as a repository in Hugging Face's layout, in this JVM; its first answer for weights is cut. */
final class ServedRepository implements AutoCloseable {
    static final String NAME = "someone/tiny";
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final Path folder;

    ServedRepository(Path folder) throws IOException {
        this.folder = folder;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Files that were asked for. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith("/api/models/" + NAME + "/revision/")) {
            byte[] description = description();
            exchange.sendResponseHeaders(200, description.length);
            exchange.getResponseBody().write(description);
            return;
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        byte[] content = Files.readAllBytes(folder.resolve(name));
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
        if (from > 0) {
            exchange.getResponseHeaders()
                    .add("Content-Range", "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
        }
        boolean cut = name.endsWith(".bin") && !asked.contains(name);
        asked.add(name);
        int length = content.length - from;
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, length);
        exchange.getResponseBody().write(content, from, cut ? length / 2 : length);
    }

    private byte[] description() throws IOException {
        var siblings = new ArrayList<Map<String, Object>>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                byte[] content = Files.readAllBytes(file);
                siblings.add(Map.of(
                        "rfilename", file.getFileName().toString(), "size", content.length, "blobId", blob(content)));
            }
        }
        return new ObjectMapper()
                .writeValueAsBytes(
                        Map.of("sha", COMMIT, "siblings", siblings, "tags", List.of("license:cc-by-nc-sa-4.0")));
    }

    private static String blob(byte[] content) {
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            digest.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
