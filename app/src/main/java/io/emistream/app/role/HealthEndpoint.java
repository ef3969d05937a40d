package io.emistream.app.role;

import com.sun.net.httpserver.HttpServer;
import io.emistream.app.problem.EnvironmentProblem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** {@code GET /health} for those that keep processes running: 200 when ready, 503 when not, and what it serves with. */
public final class HealthEndpoint implements AutoCloseable {
    private final HttpServer server;

    private HealthEndpoint(HttpServer server) {
        this.server = server;
    }

    public static HealthEndpoint start(int port, BooleanSupplier ready, Supplier<String> more) {
        try {
            var server = HttpServer.create(new InetSocketAddress(port), 0);
            server.createContext("/health", exchange -> {
                boolean good = ready.getAsBoolean();
                var body = ((good ? "ready\n" : "not ready\n") + more.get() + "\n").getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(good ? 200 : 503, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return new HealthEndpoint(server);
        } catch (IOException e) {
            throw new EnvironmentProblem(
                    "health cannot be served on port " + port + " (" + e.getMessage()
                            + "): choose another with --health-port",
                    e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
