package io.emistream.schemas;

import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.ControlMessage;
import io.emistream.schemas.avro.LabelledClip;
import io.emistream.schemas.avro.ModelDeployment;
import io.emistream.schemas.avro.ModelRelease;
import io.emistream.schemas.avro.SessionEvent;
import io.emistream.schemas.avro.TrainingEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Every topic of Emistream; no topic name stands in quotes anywhere else.
 *
 * @param audioChunks captured audio, key: session
 * @param affectEvents scores of the active release, key: session
 * @param affectShadow scores of a candidate release that only shadows, key: session
 * @param sessionEvents what else happens to sessions, key: session
 * @param labelledClips speech to learn from, key: clip; a tombstone deletes
 * @param modelReleases published releases, key: name/version
 * @param modelDeployments which releases are in use, key: deployment
 * @param control commands and states that roles need from each other, key: subject
 * @param trainingEvents progress and outcome of training runs, key: run
 * @param deadLetters original key and bytes of records that could not be handled, reason and origin in headers
 */
public record Topics(
        Topic<String, AudioChunk> audioChunks,
        Topic<String, AffectEvent> affectEvents,
        Topic<String, AffectEvent> affectShadow,
        Topic<String, SessionEvent> sessionEvents,
        Topic<String, LabelledClip> labelledClips,
        Topic<String, ModelRelease> modelReleases,
        Topic<String, ModelDeployment> modelDeployments,
        Topic<String, ControlMessage> control,
        Topic<String, TrainingEvent> trainingEvents,
        Topic<byte[], byte[]> deadLetters) {

    /** Bytes that a dead letter may have in all: twice a record of the brokers' usual limit, so that it holds the record whole. */
    public static final int LARGEST_LETTER = 2 << 20;

    /** The topics, with values in Avro whose schemas are kept in the given registry. */
    public static Topics with(SchemaRegistry registry) {
        return with(registry, Retention.STANDARD);
    }

    /** The topics, created (where they are missing) to keep records as long as given. */
    public static Topics with(SchemaRegistry registry, Retention kept) {
        return new Topics(
                avro(registry, "emi.audio.chunks", AudioChunk.getClassSchema(), audio(kept.audio())),
                avro(registry, "emi.affect.events", AffectEvent.getClassSchema(), delete(kept.events())),
                avro(registry, "emi.affect.shadow", AffectEvent.getClassSchema(), delete(kept.shadow())),
                avro(registry, "emi.session.events", SessionEvent.getClassSchema(), delete(kept.events())),
                avro(registry, "emi.clips.labelled", LabelledClip.getClassSchema(), clips()),
                avro(registry, "emi.model.releases", ModelRelease.getClassSchema(), compact()),
                avro(registry, "emi.model.deployments", ModelDeployment.getClassSchema(), compact()),
                avro(registry, "emi.control", ControlMessage.getClassSchema(), compact()),
                avro(registry, "emi.training.events", TrainingEvent.getClassSchema(), delete(kept.events())),
                letters(kept));
    }

    /** {@link #deadLetters()} alone, for those who need no schemas. */
    public static Topic<byte[], byte[]> letters(Retention kept) {
        return new Topic<>(
                "emi.dead.letters",
                Serdes.ByteArray(),
                Serdes.ByteArray(),
                Map.of(
                        "cleanup.policy", "delete",
                        "retention.ms", Long.toString(kept.deadLetters().toMillis()),
                        "max.message.bytes", Integer.toString(LARGEST_LETTER)));
    }

    /** Every topic, for those who create or list them. */
    public List<Topic<?, ?>> all() {
        return List.of(
                audioChunks,
                affectEvents,
                affectShadow,
                sessionEvents,
                labelledClips,
                modelReleases,
                modelDeployments,
                control,
                trainingEvents,
                deadLetters);
    }

    /** Audio goes by the broker's clock, so that a producer's wrong clock neither keeps nor loses it. */
    private static Map<String, String> audio(Duration kept) {
        // only closed files are deleted: they must close often, or quiet hours keep audio for days
        long roll = Math.max(kept.toMillis() / 6, Duration.ofSeconds(10).toMillis());
        return Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                Long.toString(kept.toMillis()),
                "segment.ms",
                Long.toString(roll),
                "message.timestamp.type",
                "LogAppendTime");
    }

    private static Map<String, String> delete(Duration kept) {
        return Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(kept.toMillis()));
    }

    private static Map<String, String> compact() {
        return Map.of("cleanup.policy", "compact");
    }

    /** A deleted clip is gone from disk within about a day; a reader that was away for a week still hears of it. */
    private static Map<String, String> clips() {
        return Map.of(
                "cleanup.policy", "compact",
                "max.compaction.lag.ms", Long.toString(Duration.ofDays(1).toMillis()),
                "delete.retention.ms", Long.toString(Duration.ofDays(7).toMillis()));
    }

    private static <T extends SpecificRecord> Topic<String, T> avro(
            SchemaRegistry registry, String name, Schema schema, Map<String, String> settings) {
        return new Topic<>(name, Serdes.String(), new AvroSerde<>(registry, schema), settings);
    }
}
