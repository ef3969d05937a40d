package io.emistream.app.registry;

import io.emistream.app.problem.EnvironmentProblem;
import io.javalin.Javalin;
import java.net.URI;

/**
 * The registry as a server: listens for HTTP, keeps schemas in Kafka's {@code _schemas}. Start once, close once. One registry
 * for one Kafka: two would give out the same ids.
 */
public final class EmbeddedRegistry implements AutoCloseable {
    private final String host;
    private final Javalin server;
    private final SchemaLog log;

    private EmbeddedRegistry(String host, Javalin server, SchemaLog log) {
        this.host = host;
        this.server = server;
        this.log = log;
    }

    /**
     * Reads what was kept, then serves; returns when it takes requests.
     *
     * @param bootstrap Kafka, {@code host:port}
     * @param port 0 for any free one
     * @throws EnvironmentProblem when the port is in use or Kafka does not answer
     */
    public static EmbeddedRegistry start(String bootstrap, String host, int port) {
        var log = openLog(bootstrap);
        try {
            var catalogue = new Catalogue();
            log.replay(catalogue::apply);
            var routes = new RegistryRoutes(new Registry(log::append, catalogue));
            var server = Javalin.create(config -> {
                config.startup.showJavalinBanner = false;
                config.startup.showOldJavalinVersionWarning = false;
                config.startup.startupWatcherEnabled = false;
                config.http.defaultContentType = RegistryRoutes.CONTENT_TYPE;
                routes.addTo(config.routes);
            });
            return new EmbeddedRegistry(host, server.start(host, port), log);
        } catch (RuntimeException e) {
            log.close();
            throw new EnvironmentProblem(
                    "the embedded schema registry cannot serve on " + host + ":" + port + " (" + e.getMessage()
                            + "): stop what uses the port, or choose another (0 takes any free one)",
                    e);
        }
    }

    private static SchemaLog openLog(String bootstrap) {
        try {
            return SchemaLog.open(bootstrap);
        } catch (RegistryError e) {
            throw new EnvironmentProblem("the embedded schema registry cannot start: " + e.getMessage(), e);
        }
    }

    /** Where clients find it. */
    public URI url() {
        return URI.create("http://" + host + ":" + server.port());
    }

    /** Stops serving; what was registered is in Kafka already. */
    @Override
    public void close() {
        server.stop();
        log.close();
    }
}
