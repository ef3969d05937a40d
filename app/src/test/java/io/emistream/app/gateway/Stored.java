package io.emistream.app.gateway;

import io.emistream.app.role.Cluster;
import io.emistream.app.role.WholeTopic;
import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.AudioChunk;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** What is on the topic of audio. */
final class Stored {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    private Stored() {}

    /** The chunks of a voice, in the order they lie there, to the one that ends the stream, which is waited for. */
    static List<AudioChunk> stream(Cluster cluster, String session, String participant) {
        return until(
                cluster,
                session,
                participant,
                chunks -> !chunks.isEmpty() && chunks.get(chunks.size() - 1).getEndOfStream());
    }

    /** The chunks of a voice once there are enough. */
    static List<AudioChunk> until(
            Cluster cluster, String session, String participant, Predicate<List<AudioChunk>> enough) {
        try (var consumer =
                WholeTopic.reader(cluster.bootstrap(), cluster.topics().audioChunks())) {
            var chunks = new ArrayList<AudioChunk>();
            var deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!enough.test(chunks)) {
                if (System.nanoTime() > deadline) throw new AssertionError("only " + chunks.size() + " chunks came");
                for (var record : consumer.poll(Duration.ofMillis(100)))
                    if (record.key().equals(session)
                            && record.value().getParticipantId().equals(participant)) chunks.add(record.value());
            }
            return chunks;
        }
    }

    /** The samples of the chunks, each of which has to follow the one before it. */
    static short[] samples(List<AudioChunk> chunks) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < chunks.size(); i++) {
            var chunk = chunks.get(i);
            if (chunk.getSequence() != i || chunk.getFirstSample() != bytes.size() / Pcm16.BYTES)
                throw new AssertionError("chunk " + i + " has sequence " + chunk.getSequence() + " and first sample "
                        + chunk.getFirstSample());
            var payload = new byte[chunk.getPayload().remaining()];
            chunk.getPayload().duplicate().get(payload);
            bytes.writeBytes(payload);
        }
        return Pcm16.shorts(bytes.toByteArray());
    }

    /** Waits until it is so; fails after half a minute. */
    static void waitUntil(BooleanSupplier condition) throws InterruptedException {
        var deadline = System.nanoTime() + HALF_A_MINUTE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) throw new AssertionError("it is not so after " + HALF_A_MINUTE);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
