package io.emistream.app.bench.gateway;

import io.emistream.app.role.Cluster;
import io.emistream.producer.AudioBlock;
import io.emistream.producer.ChunkPublisher;
import io.emistream.producer.Chunker;
import io.emistream.schemas.Pcm16;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** As Kafka's own producer does it. */
final class DirectWay implements Way {
    private final ChunkPublisher publisher;
    private final List<Chunker> chunkers;

    DirectWay(Cluster cluster, Names names, int sessions) {
        publisher = ChunkPublisher.connect(cluster.topics().audioChunks(), cluster.clients());
        chunkers = IntStream.range(0, sessions)
                .mapToObj(i -> new Chunker(names.session(i), Names.PARTICIPANT, Chunker.STANDARD))
                .toList();
    }

    @Override
    public void send(int session, byte[] pcm) {
        var block = new AudioBlock(Pcm16.floats(ByteBuffer.wrap(pcm)), Instant.now());
        chunkers.get(session).add(block).forEach(publisher::publish);
    }

    @Override
    public void end() {
        chunkers.forEach(chunker -> publisher.publish(chunker.end(Instant.now())));
        publisher.flush();
    }

    @Override
    public void close() {
        publisher.close();
    }
}
