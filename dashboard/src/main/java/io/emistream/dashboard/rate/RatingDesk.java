package io.emistream.dashboard.rate;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.schemas.Topics;
import io.emistream.schemas.avro.AffectValues;
import io.emistream.schemas.avro.AudioEncoding;
import io.emistream.schemas.avro.LabelledClip;
import io.emistream.schemas.avro.Split;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /api/ratings} takes what somebody heard in a segment, finds its audio and publishes both as a labelled clip; {@code DELETE} with the same
 * body takes it back. From the page itself only: a request from another origin is refused. Thread-safe.
 */
public final class RatingDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RatingDesk.class);
    private static final int MOST_BYTES = 16_384;

    private final Topics topics;
    private final SegmentAudio audio;
    private final KafkaProducer<String, LabelledClip> producer;
    private final InstantSource clock;
    private final ObjectMapper json = new ObjectMapper();

    public RatingDesk(Map<String, String> kafka, Topics topics, InstantSource clock) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "10000");
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        this.topics = topics;
        this.audio = new SegmentAudio(kafka, topics.audioChunks());
        this.producer = new KafkaProducer<>(
                settings,
                topics.labelledClips().keys().serializer(),
                topics.labelledClips().values().serializer());
        this.clock = clock;
    }

    /** Adds its routes. */
    public void register(JavalinConfig config) {
        config.routes.post("/api/ratings", ctx -> take(ctx, true));
        config.routes.delete("/api/ratings", ctx -> take(ctx, false));
    }

    private void take(Context ctx, boolean keep) {
        String origin = ctx.header("Origin");
        if (origin != null && !sameHost(origin, ctx.host())) {
            refuse(ctx, 403, "ratings are taken from this dashboard's own page only");
            return;
        }
        if (ctx.contentLength() > MOST_BYTES || !"application/json".equals(ctx.contentType())) {
            refuse(ctx, 415, "send at most " + MOST_BYTES + " bytes of application/json");
            return;
        }
        try {
            Rating rating = Rating.of(json.readTree(ctx.bodyAsBytes()));
            if (keep) publish(ctx, rating);
            else send(ctx, rating.clipId(), null, 200);
        } catch (IOException e) {
            refuse(ctx, 400, "that is not JSON");
        } catch (IllegalArgumentException e) {
            refuse(ctx, 400, String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            LOG.atWarn().setCause(e).log("a rating was not stored");
            refuse(ctx, 503, "Kafka does not answer now; try again");
        }
    }

    private void publish(Context ctx, Rating rating) {
        var found = audio.of(
                rating.sessionId(),
                rating.participantId(),
                rating.firstSample(),
                rating.lastSample(),
                rating.captureTime());
        if (found.isEmpty()) {
            refuse(
                    ctx,
                    410,
                    "the audio of this segment is not kept any more; rate sooner, or keep emi.audio.chunks longer");
            return;
        }
        float[] affect = rating.affect();
        var clip = LabelledClip.newBuilder()
                .setClipId(rating.clipId())
                .setEncoding(AudioEncoding.PCM_S16LE)
                .setPayload(ByteBuffer.wrap(found.get()))
                .setLabels(new HashMap<>(rating.labels()))
                .setOutputSet(rating.outputSet())
                .setAffect(affect == null ? null : new AffectValues(affect[0], affect[1], affect[2]))
                .setSpeakerId(rating.sessionId() + "/" + rating.participantId())
                .setSplit(Split.BY_SPEAKER)
                .setAnnotator(rating.annotator())
                .setSource(rating.sessionId() + "/" + rating.participantId() + "/" + rating.firstSample())
                .setLabelledAt(clock.instant())
                .build();
        send(ctx, rating.clipId(), clip, 201);
    }

    private void send(Context ctx, String clipId, @Nullable LabelledClip clip, int status) {
        try {
            producer.send(new ProducerRecord<>(topics.labelledClips().name(), clipId, clip))
                    .get();
            answer(ctx, status, json.createObjectNode().put("clipId", clipId).toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(ctx, 503, "the dashboard is closing");
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        }
    }

    private static boolean sameHost(String origin, @Nullable String host) {
        try {
            return URI.create(origin).getAuthority() != null
                    && URI.create(origin).getAuthority().equals(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void refuse(Context ctx, int status, String why) {
        answer(ctx, status, json.createObjectNode().put("reason", why).toString());
    }

    private static void answer(Context ctx, int status, String body) {
        ctx.status(status)
                .header("Cache-Control", "no-store")
                .contentType("application/json; charset=utf-8")
                .result(body);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(4));
    }
}
