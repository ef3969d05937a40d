package io.emistream.dashboard;

import io.emistream.dashboard.feed.AffectFeed;
import io.emistream.dashboard.feed.FeedState;
import io.emistream.dashboard.feed.History;
import io.emistream.dashboard.rate.RatingDesk;
import io.emistream.dashboard.releases.ReleaseFeed;
import io.emistream.dashboard.training.TrainingFeed;
import io.emistream.dashboard.web.EventStreams;
import io.emistream.dashboard.web.Pages;
import io.emistream.schemas.Topics;
import io.javalin.Javalin;
import io.javalin.util.JavalinException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running dashboard: reads the result topics and serves the page that shows them. It needs no state of its own: after a
 * restart it reads again what it showed, and browsers go on where they were. Thread-safe; single use.
 */
public final class DashboardServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DashboardServer.class);

    private final AffectFeed feed;
    private final TrainingFeed training;
    private final ReleaseFeed releases;
    private final Optional<RatingDesk> ratings;
    private final EventStreams streams;
    private final Javalin http;
    private final URI address;

    private DashboardServer(
            AffectFeed feed,
            TrainingFeed training,
            ReleaseFeed releases,
            Optional<RatingDesk> ratings,
            EventStreams streams,
            Javalin http,
            URI address) {
        this.feed = feed;
        this.training = training;
        this.releases = releases;
        this.ratings = ratings;
        this.streams = streams;
        this.http = http;
        this.address = address;
    }

    /**
     * Starts it; returns when it answers requests. Kafka may still be away: the page says so and fills when it comes.
     *
     * @param kafka settings of Kafka clients, {@code bootstrap.servers} at least
     * @param clock for how far to look back
     * @throws DashboardBindException when it cannot listen where the configuration says
     */
    public static DashboardServer start(
            DashboardConfig config, Map<String, String> kafka, Topics topics, InstantSource clock) {
        var history = new History(config.bounds());
        var streams = new EventStreams(history, config.viewers(), config.heartbeat());
        var feed = new AffectFeed(kafka, topics, config.lookBack(), clock, history, streams::onNews);
        var pages = new Pages(history, streams, feed::state, isLoopback(config.host()), config.ratings());
        var training = new TrainingFeed(kafka, topics.trainingEvents(), clock);
        var releases = new ReleaseFeed(kafka, topics, config.lookBack(), clock);
        Optional<RatingDesk> ratings =
                config.ratings() ? Optional.of(new RatingDesk(kafka, topics, clock)) : Optional.empty();
        var http = Javalin.create(javalin -> {
            javalin.startup.showJavalinBanner = false;
            javalin.startup.showOldJavalinVersionWarning = false;
            javalin.startup.startupWatcherEnabled = false;
            pages.register(javalin);
            training.register(javalin);
            releases.register(javalin);
            ratings.ifPresent(desk -> desk.register(javalin));
        });
        try {
            http.start(config.host(), config.port());
        } catch (JavalinException e) {
            streams.close();
            ratings.ifPresent(RatingDesk::close);
            throw new DashboardBindException(config.host(), config.port(), e);
        }
        feed.start();
        training.start();
        releases.start();
        var host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
        var address = URI.create("http://" + host + ":" + http.port() + "/");
        LOG.atInfo().addKeyValue("address", address).log("dashboard serves");
        return new DashboardServer(feed, training, releases, ratings, streams, http, address);
    }

    /** Where it answers, with the port it really has. */
    public URI address() {
        return address;
    }

    /** Whether it reads the topics, and if not, why. */
    public FeedState feed() {
        return feed.state();
    }

    /** Stops serving, then reading; ends within seconds. */
    @Override
    public void close() {
        streams.close();
        http.stop();
        feed.close();
        training.close();
        releases.close();
        ratings.ifPresent(RatingDesk::close);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
