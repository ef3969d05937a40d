package io.emistream.dashboard.releases;

import io.emistream.dashboard.topic.Source;
import io.emistream.dashboard.topic.TopicReader;
import io.emistream.schemas.Topics;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.ModelDeployment;
import io.emistream.schemas.avro.ModelRelease;
import io.javalin.config.JavalinConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads which releases the deployments are to serve with, and what releases score, and serves both, compared, as
 * {@code GET /api/releases}. Thread-safe; single use.
 */
public final class ReleaseFeed implements AutoCloseable {
    private final Standing standing = new Standing();
    private final TopicReader reader;
    private Scores scores = new Scores();

    /**
     * @param kafka settings of Kafka clients, {@code bootstrap.servers} at least
     * @param lookBack how far in the past the comparison begins
     */
    public ReleaseFeed(Map<String, String> kafka, Topics topics, Duration lookBack, InstantSource clock) {
        this.reader = new TopicReader(
                "release-feed",
                kafka,
                clock,
                this::forget,
                List.of(
                        Source.whole(topics.modelDeployments(), this::deployment),
                        Source.whole(topics.modelReleases(), this::release),
                        Source.since(lookBack, topics.affectEvents(), this::served),
                        Source.since(lookBack, topics.affectShadow(), this::shadowed)));
    }

    /** Adds its route. */
    public void register(JavalinConfig config) {
        config.routes.get("/api/releases", ctx -> ctx.header("Cache-Control", "no-store")
                .contentType("application/json; charset=utf-8")
                .result(json()));
    }

    /** Begins to read. */
    public void start() {
        reader.start();
    }

    private synchronized void forget() {
        standing.forget();
        scores = new Scores();
    }

    private synchronized void deployment(String name, @Nullable ModelDeployment wish) {
        standing.deployment(name, wish);
    }

    private synchronized void release(String id, @Nullable ModelRelease announced) {
        standing.release(id, announced);
    }

    private synchronized void served(String session, @Nullable AffectEvent event) {
        if (event != null) Score.of(event).ifPresent(score -> scores.served(event.getSegmentId(), score));
    }

    private synchronized void shadowed(String session, @Nullable AffectEvent event) {
        if (event != null) Score.of(event).ifPresent(score -> scores.shadowed(event.getSegmentId(), score));
    }

    private synchronized String json() {
        return new ReleasesJson(standing, scores).all().toString();
    }

    /** Stops reading. */
    @Override
    public void close() {
        reader.close();
    }
}
