package io.emistream.dashboard.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.emistream.schemas.AffectEventJson;
import io.emistream.schemas.SessionEventJson;
import io.emistream.schemas.Topic;
import io.emistream.schemas.Topics;
import io.emistream.schemas.avro.EventKind;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns records into what is shown. A record that cannot be read is logged and passed over: it must not hide the next. */
final class Decoder {
    private static final Logger LOG = LoggerFactory.getLogger(Decoder.class);

    private final Topics topics;

    Decoder(Topics topics) {
        this.topics = topics;
    }

    /** The event of the record; empty when it holds none that can be read. */
    Optional<Decoded> decode(EventType type, ConsumerRecord<byte[], byte[]> record) {
        try {
            return Optional.ofNullable(type == EventType.AFFECT ? affect(record) : session(record));
        } catch (SerializationException e) {
            LOG.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("reason", e.getMessage())
                    .log("record passed over: it cannot be read");
            return Optional.empty();
        }
    }

    private @Nullable Decoded affect(ConsumerRecord<byte[], byte[]> record) {
        var event = value(topics.affectEvents(), record);
        if (event == null) return null;
        var json = AffectEventJson.of(event).toString().getBytes(UTF_8);
        return new Decoded(event.getSessionId(), event.getParticipantId(), event.getKind() == EventKind.FINAL, json);
    }

    private @Nullable Decoded session(ConsumerRecord<byte[], byte[]> record) {
        var event = value(topics.sessionEvents(), record);
        if (event == null) return null;
        var participant = event.getParticipantId() == null ? "" : event.getParticipantId();
        return new Decoded(
                event.getSessionId(),
                participant,
                false,
                SessionEventJson.of(event).toString().getBytes(UTF_8));
    }

    private static <T> @Nullable T value(Topic<String, T> topic, ConsumerRecord<byte[], byte[]> record) {
        return topic.values().deserializer().deserialize(topic.name(), record.value());
    }
}
