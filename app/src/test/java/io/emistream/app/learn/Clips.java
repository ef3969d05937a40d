package io.emistream.app.learn;

import io.emistream.app.role.Cluster;
import io.emistream.schemas.Topic;
import io.emistream.schemas.avro.AudioEncoding;
import io.emistream.schemas.avro.LabelledClip;
import io.emistream.schemas.avro.Split;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Clips to learn from and what else a trainer hears, as others publish it. */
public final class Clips {
    public static final String SET = "tones-v1";

    private Clips() {}

    static LabelledClip held(String id, String speaker) {
        return clip(id, speaker, Split.TEST);
    }

    public static LabelledClip clip(String id, String speaker, Split split) {
        var audio = new byte[16_000];
        for (int i = 0; i < audio.length; i++) audio[i] = (byte) (i * id.hashCode());
        return LabelledClip.newBuilder()
                .setClipId(id)
                .setEncoding(AudioEncoding.PCM_S16LE)
                .setPayload(ByteBuffer.wrap(audio))
                .setLabels(Map.of("High", (id.hashCode() & 7) / 8f, "Low", 0.5f))
                .setOutputSet(SET)
                .setSpeakerId(speaker)
                .setSplit(split)
                .setSource("a test")
                .build();
    }

    static void publish(Cluster cluster, String id, @Nullable LabelledClip clip) throws Exception {
        var topic = cluster.topics().labelledClips();
        send(cluster, topic, id, clip == null ? null : bytes(topic, clip));
    }

    static <V> byte[] bytes(Topic<String, V> topic, V value) {
        return topic.values().serializer().serialize(topic.name(), value);
    }

    /** As it is, whatever it is. */
    static void send(Cluster cluster, Topic<String, ?> topic, String key, byte @Nullable [] value) throws Exception {
        try (var producer = new KafkaProducer<>(
                new HashMap<String, Object>(cluster.clients()), topic.keys().serializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        }
    }
}
