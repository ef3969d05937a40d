package io.emistream.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.schemas.InMemoryRegistry;
import io.emistream.schemas.Topics;
import io.emistream.schemas.avro.AudioChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlaybackTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final MockProducer<String, AudioChunk> log = log(true);
    private final ChunkPublisher publisher = publisher(log);

    @Test
    void publishesAWholeRecordingKeyedByItsSession() throws Exception {
        var played = new Playback(new Blocks(3, i -> {}), chunker(), publisher, () -> NOON).run();

        assertThat(played).isEqualTo(new Playback.Played(4, 4800, true));
        assertThat(log.history()).extracting(ProducerRecord::key).containsOnly("call");
        assertThat(log.history().get(3).value().getEndOfStream()).isTrue();
        assertThat(publisher.acknowledged()).isEqualTo(4);
    }

    @Test
    void endsTheStreamWhenCancelled() throws Exception {
        var running = new Playback[1];
        var source = new Blocks(100, i -> {
            if (i == 1) running[0].cancel();
        });
        running[0] = new Playback(source, chunker(), publisher, () -> NOON);

        var played = running[0].run();

        assertThat(played).isEqualTo(new Playback.Played(3, 3200, false));
        assertThat(log.history().get(2).value().getEndOfStream()).isTrue();
        assertThat(source.closed).isTrue();
    }

    @Test
    void endsTheStreamWhenTheSourceBreaks() {
        var playback = new Playback(
                new Blocks(9, i -> {
                    if (i == 2) throw new BrokenSource();
                }),
                chunker(),
                publisher,
                () -> NOON);

        assertThatThrownBy(playback::run).isInstanceOf(IOException.class);

        assertThat(log.history()).hasSize(3);
        assertThat(log.history().get(2).value().getEndOfStream()).isTrue();
    }

    @Test
    void refusesAChunkOfAHundredMegabytesAndGoesOn() {
        var chunker = chunker();
        var good = chunker.end(NOON);
        var huge = AudioChunk.newBuilder(good)
                .setPayload(ByteBuffer.allocate(100_000_000))
                .build();

        assertThatThrownBy(() -> publisher.publish(huge))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("chunk 0 of call/caller has 100000000 bytes of audio; at most 32000 (1 s): send smaller"
                        + " chunks");
        publisher.publish(good);

        publisher.flush();
        assertThat(publisher.acknowledged()).isEqualTo(1);
    }

    @Test
    void saysWhichChunkTheLogDidNotTakeAndTakesNoMore() {
        var slow = log(false);
        var failing = publisher(slow);
        var chunker = chunker();
        failing.publish(chunker.end(NOON));
        slow.errorNext(new TimeoutException("no broker for 30000 ms"));

        assertThatThrownBy(failing::flush)
                .isInstanceOf(PublishFailed.class)
                .hasMessageContaining("chunk 0 of call/caller")
                .hasMessageContaining("no broker for 30000 ms")
                .hasMessageContaining("check that the broker runs");
        assertThatThrownBy(() -> failing.publish(chunker().end(NOON))).isInstanceOf(PublishFailed.class);
        assertThat(failing.acknowledged()).isZero();
    }

    private static Chunker chunker() {
        return new Chunker("call", "caller", Chunker.STANDARD);
    }

    private static MockProducer<String, AudioChunk> log(boolean answers) {
        var topic = Topics.with(new InMemoryRegistry()).audioChunks();
        return new MockProducer<>(
                answers,
                new RoundRobinPartitioner(),
                topic.keys().serializer(),
                topic.values().serializer());
    }

    private static ChunkPublisher publisher(MockProducer<String, AudioChunk> log) {
        return new ChunkPublisher(log, Topics.with(new InMemoryRegistry()).audioChunks());
    }

    private static final class BrokenSource extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Blocks of 100 ms of silence; something may happen before each. */
    private static final class Blocks implements AudioSource {
        private final int blocks;
        private final IntConsumer before;
        private int given;
        private boolean closed;

        Blocks(int blocks, IntConsumer before) {
            this.blocks = blocks;
            this.before = before;
        }

        @Override
        public @Nullable AudioBlock next() throws IOException {
            try {
                before.accept(given);
            } catch (BrokenSource e) {
                throw new IOException("the device is gone", e);
            }
            return given++ == blocks ? null : new AudioBlock(new float[1600], NOON);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
