package io.emistream.app.gateway;

import io.emistream.app.role.Cluster;
import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.AffectValues;
import io.emistream.schemas.avro.EventKind;
import io.emistream.schemas.avro.StageLatency;
import io.emistream.schemas.avro.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes scores as a processor does, in transactions. */
final class Scores implements AutoCloseable {
    private final String topic;
    private final KafkaProducer<String, AffectEvent> producer;

    Scores(Cluster cluster) {
        var events = cluster.topics().affectEvents();
        topic = events.name();
        producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", cluster.bootstrap(), "transactional.id", "scores"),
                events.keys().serializer(),
                events.values().serializer());
        producer.initTransactions();
    }

    void commit(String session, String segment) {
        send(session, segment);
        producer.commitTransaction();
    }

    void abort(String session, String segment) {
        send(session, segment);
        producer.abortTransaction();
    }

    @Override
    public void close() {
        producer.close();
    }

    private void send(String session, String segment) {
        producer.beginTransaction();
        var unused = producer.send(new ProducerRecord<>(topic, session, score(session, segment)));
        producer.flush();
    }

    private static AffectEvent score(String session, String segment) {
        return AffectEvent.newBuilder()
                .setSessionId(session)
                .setParticipantId("anna")
                .setSegmentId(segment)
                .setFirstSample(0)
                .setLastSample(15_999)
                .setCaptureTime(Instant.EPOCH)
                .setKind(EventKind.FINAL)
                .setTrigger(Trigger.PAUSE)
                .setSpeechRatio(1f)
                .setOutputSet("emi-v1")
                .setIntensities(Map.of("Joy", 0.5f))
                .setAffect(new AffectValues(0.25f, 0.5f, 0.75f))
                .setAffectCurve(List.of())
                .setModelName("small")
                .setModelVersion("1")
                .setLatency(new StageLatency(1.0, 2.0, 3.0, 6.0))
                .build();
    }
}
