package io.emistream.schemas.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A registry on loopback that gives the answers of a script, one a request, the last again and again; and keeps what it was asked. */
final class ScriptedServer implements AutoCloseable {
    /** One answer. */
    @FunctionalInterface
    interface Reply {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** What was asked, with the credentials it came with. */
    record Asked(String method, String path, Optional<String> authorization) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Queue<Reply> script = new ConcurrentLinkedQueue<>();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();

    private ScriptedServer(HttpServer server, Reply... replies) {
        this.server = server;
        script.addAll(List.of(replies));
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    static ScriptedServer http(Reply... replies) throws IOException {
        return new ScriptedServer(HttpServer.create(anyPort(), 0), replies);
    }

    static ScriptedServer https(SSLContext keys, Reply... replies) throws IOException {
        var server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(keys));
        return new ScriptedServer(server, replies);
    }

    static Reply says(int status, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return exchange -> {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** Breaks off in the middle of the body. */
    static Reply saysHalf(String body) {
        return exchange -> {
            exchange.sendResponseHeaders(200, body.length());
            exchange.getResponseBody()
                    .write(body.substring(0, body.length() / 2).getBytes(StandardCharsets.UTF_8));
        };
    }

    static Reply goesOnFor(int bytes) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var block = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
            for (int sent = 0; sent < bytes; sent += block.length)
                exchange.getResponseBody().write(block);
        };
    }

    /** Takes the request and stays silent, after the headers if asked so. */
    Reply hangs(boolean afterHeaders) {
        return exchange -> {
            if (afterHeaders) {
                exchange.sendResponseHeaders(200, 10);
                exchange.getResponseBody().flush();
            }
            closed.await();
        };
    }

    ScriptedServer then(Reply reply) {
        script.add(reply);
        return this;
    }

    URI url() {
        var scheme = server instanceof HttpsServer ? "https" : "http";
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))));
            reply().to(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the client went away, which scripts are for
        }
    }

    private synchronized Reply reply() {
        var next = script.size() > 1 ? script.poll() : script.peek();
        if (next == null) throw new IllegalStateException("the script is empty");
        return next;
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
