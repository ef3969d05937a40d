package io.emistream.app.deadletters;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.role.Cluster;
import io.emistream.schemas.LetterHeader;
import io.emistream.schemas.Topics;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes the records of letters again. A record and the mark that its letter is answered go in one transaction: killed at any moment, a replay
 * has done both or neither. A second replayer takes over from the first, which then fails. One thread.
 */
final class Replayer implements AutoCloseable {
    private final String bootstrap;
    private final KafkaProducer<byte[], byte[]> producer;

    private Replayer(String bootstrap, KafkaProducer<byte[], byte[]> producer) {
        this.bootstrap = bootstrap;
        this.producer = producer;
    }

    static Replayer to(String bootstrap) {
        var bytes = new ByteArraySerializer();
        var millis = Integer.toString(Cluster.PATIENCE_S * 1000);
        var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        bootstrap,
                        "transactional.id",
                        "emi-deadletters-replay",
                        // what a killed one left open holds up those who read the same audio
                        "transaction.timeout.ms",
                        millis,
                        "max.request.size",
                        Integer.toString(Topics.LARGEST_LETTER),
                        "max.block.ms",
                        millis,
                        "request.timeout.ms",
                        "5000",
                        "delivery.timeout.ms",
                        millis),
                bytes,
                bytes);
        try {
            producer.initTransactions();
            return new Replayer(bootstrap, producer);
        } catch (KafkaException e) {
            producer.close();
            throw Cluster.unusable(bootstrap, e);
        }
    }

    /**
     * Publishes the record of a whole letter whose origin is known, under its key to where it came from.
     *
     * @return why it could not be, if so; nothing was published then
     * @throws EnvironmentProblem when no more can be published at all
     */
    Optional<String> replay(Letter letter, Place origin, ConsumerRecord<byte[], byte[]> record) {
        try {
            producer.beginTransaction();
            var unused = producer.send(again(letter, origin, record));
            unused = producer.send(mark(letter, record));
            producer.commitTransaction(); // throws what failed in between
            return Optional.empty();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new EnvironmentProblem(
                    "another emi deadletters replay has taken over; what this one did not name is left to it", e);
        } catch (KafkaException e) {
            abort(e);
            return Optional.of(String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage()));
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    private void abort(KafkaException why) {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            e.addSuppressed(why);
            throw Cluster.unusable(bootstrap, e);
        }
    }

    private static ProducerRecord<byte[], byte[]> again(
            Letter letter, Place origin, ConsumerRecord<byte[], byte[]> record) {
        var headers = new RecordHeaders();
        for (var header : record.headers()) if (LetterHeader.of(header).isEmpty()) headers.add(header);
        LetterHeader.FIRST.put(headers, letter.first().toString());
        LetterHeader.ATTEMPT.put(headers, Integer.toString(letter.attempts() + 1));
        return new ProducerRecord<>(origin.topic(), null, record.key(), record.value(), headers);
    }

    private static ProducerRecord<byte[], byte[]> mark(Letter letter, ConsumerRecord<byte[], byte[]> record) {
        var headers = new RecordHeaders();
        LetterHeader.REPLAYED.put(headers, letter.first().toString());
        LetterHeader.ATTEMPT.put(headers, Integer.toString(letter.attempts() + 1));
        return new ProducerRecord<>(record.topic(), record.partition(), record.key(), null, headers);
    }
}
