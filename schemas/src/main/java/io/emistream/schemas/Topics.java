package io.emistream.schemas;

import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.SessionEvent;
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
 * @param deadLetters original key and bytes of records that could not be handled, reason and origin in headers
 */
public record Topics(
        Topic<String, AudioChunk> audioChunks,
        Topic<String, AffectEvent> affectEvents,
        Topic<String, AffectEvent> affectShadow,
        Topic<String, SessionEvent> sessionEvents,
        Topic<byte[], byte[]> deadLetters) {

    /** The topics, with values in Avro whose schemas are kept in the given registry. */
    public static Topics with(SchemaRegistry registry) {
        return new Topics(
                avro(
                        "emi.audio.chunks",
                        AudioChunk.getClassSchema(),
                        registry,
                        Map.of("message.timestamp.type", "LogAppendTime")),
                avro("emi.affect.events", AffectEvent.getClassSchema(), registry, Map.of()),
                avro("emi.affect.shadow", AffectEvent.getClassSchema(), registry, Map.of()),
                avro("emi.session.events", SessionEvent.getClassSchema(), registry, Map.of()),
                new Topic<>("emi.dead.letters", Serdes.ByteArray(), Serdes.ByteArray(), Map.of()));
    }

    /** Every topic, for those who create or list them. */
    public List<Topic<?, ?>> all() {
        return List.of(audioChunks, affectEvents, affectShadow, sessionEvents, deadLetters);
    }

    private static <T extends SpecificRecord> Topic<String, T> avro(
            String name, Schema schema, SchemaRegistry registry, Map<String, String> settings) {
        return new Topic<>(name, Serdes.String(), new AvroSerde<>(registry, schema), settings);
    }
}
