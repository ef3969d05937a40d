package io.emistream.dashboard.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import io.emistream.dashboard.feed.FeedState;
import io.emistream.dashboard.feed.History;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the dashboard answers: {@code /} the page, {@code /events} server-sent events, {@code /api/sessions} the newest score
 * of each participant, {@code /api/ratings} whether ratings are taken, {@code /health} 200 or 503 with the reason. Nothing is changed by any of these requests.
 */
public final class Pages {
    /** Own files only, and no script or style within the page: what a session is called can never become code. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final History history;
    private final EventStreams streams;
    private final Supplier<FeedState> feed;
    private final boolean loopbackOnly;
    private final boolean ratings;
    private final Assets assets = Assets.load();

    /**
     * @param loopbackOnly whether only this machine is served; then requests by any other name are refused
     * @param ratings whether ratings are taken
     */
    public Pages(
            History history, EventStreams streams, Supplier<FeedState> feed, boolean loopbackOnly, boolean ratings) {
        this.history = history;
        this.streams = streams;
        this.feed = feed;
        this.loopbackOnly = loopbackOnly;
        this.ratings = ratings;
    }

    /** Adds all routes. */
    public void register(JavalinConfig config) {
        config.routes.before(this::guard);
        for (var path : assets.paths()) config.routes.get(path, assets::serve);
        config.routes.get("/events", streams::open);
        config.routes.get("/api/sessions", this::sessions);
        config.routes.get("/api/ratings", ctx -> answer(ctx, "{\"open\":" + ratings + "}"));
        config.routes.get("/health", this::health);
    }

    private void guard(Context ctx) {
        ctx.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Resource-Policy", "same-origin");
        // a web page elsewhere may point a name of its own at this machine and read what is not meant for it
        if (loopbackOnly && !LOOPBACK.contains(nameOf(ctx.host())))
            ctx.status(421)
                    .result("this dashboard serves its own machine only; open it as localhost, or give it a host")
                    .skipRemainingHandlers();
    }

    private void sessions(Context ctx) {
        var sessions = JsonNodeFactory.instance.arrayNode();
        history.latest().forEach((id, scores) -> {
            var latest = sessions.addObject().put("sessionId", id).putArray("latest");
            scores.forEach(score -> latest.addRawValue(new RawValue(score)));
        });
        answer(
                ctx,
                JsonNodeFactory.instance.objectNode().set("sessions", sessions).toString());
    }

    private void health(Context ctx) {
        var state = feed.get();
        var json = JsonNodeFactory.instance.objectNode();
        json.put("status", state.reading() ? "up" : "down");
        json.put("reason", state.reason());
        json.put("viewers", streams.size());
        ctx.status(state.reading() ? 200 : 503);
        answer(ctx, json.toString());
    }

    private static void answer(Context ctx, String json) {
        ctx.header("Cache-Control", "no-store")
                .contentType("application/json; charset=utf-8")
                .result(json);
    }

    private static String nameOf(@Nullable String host) {
        return host == null ? "" : host.replaceFirst(":\\d+$", "");
    }
}
