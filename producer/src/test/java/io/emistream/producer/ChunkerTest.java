package io.emistream.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.AudioChunk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChunkerTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Property(tries = 100, seed = "2026")
    void chunksJoinedAreTheAudioHoweverItCameInBlocks(
            @ForAll @IntRange(min = 0, max = 9000) int length,
            @ForAll @IntRange(min = 1, max = 4000) int block,
            @ForAll @IntRange(min = 1, max = 1000) int chunkMillis) {
        var samples = ramp(length);

        var chunks = cut(samples, block, Duration.ofMillis(chunkMillis));

        long next = 0;
        var joined = new float[length];
        for (int i = 0; i < chunks.size(); i++) {
            var heard = Pcm16.floats(chunks.get(i).getPayload());
            assertThat(chunks.get(i).getSequence()).isEqualTo(i);
            assertThat(chunks.get(i).getFirstSample()).isEqualTo(next);
            assertThat(chunks.get(i).getEndOfStream()).isEqualTo(i == chunks.size() - 1);
            System.arraycopy(heard, 0, joined, (int) next, heard.length);
            next += heard.length;
        }
        assertThat(joined).isEqualTo(Pcm16.quantise(samples));
    }

    @Test
    void endsWithAnEmptyChunkWhenTheAudioIsAMultipleOfTheChunk() {
        var chunks = cut(ramp(3200), 1600, Chunker.STANDARD);

        assertThat(chunks).extracting(chunk -> chunk.getPayload().remaining()).containsExactly(3200, 3200, 0);
        assertThat(chunks).extracting(AudioChunk::getEndOfStream).containsExactly(false, false, true);
    }

    @Test
    void stampsAChunkWithTheCaptureOfItsOwnLastSample() {
        var chunks = new Chunker("call", "caller", Chunker.STANDARD).add(new AudioBlock(ramp(3200), NOON));

        assertThat(chunks).extracting(AudioChunk::getCaptureTime).containsExactly(NOON.minusMillis(100), NOON);
    }

    @Test
    void whatWasLostIsInNoChunkAndSampleNumbersGoOnBehindIt() {
        var chunker = new Chunker("call", "caller", Chunker.STANDARD);
        chunker.add(new AudioBlock(ramp(2000), NOON));

        var chunks = chunker.add(new AudioBlock(ramp(1600), NOON, 5000));

        assertThat(chunks).extracting(AudioChunk::getSequence).containsExactly(1L, 2L);
        assertThat(chunks).extracting(AudioChunk::getFirstSample).containsExactly(1600L, 7000L);
        assertThat(chunks).extracting(chunk -> chunk.getPayload().remaining()).containsExactly(800, 3200);
    }

    @Test
    void takesNothingAfterTheEnd() {
        var chunker = new Chunker("call", "caller", Chunker.STANDARD);
        chunker.end(NOON);

        assertThatThrownBy(() -> chunker.add(new AudioBlock(ramp(1), NOON)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("call/caller");
    }

    @Test
    void refusesIdsAndLengthsOutsideTheContract() {
        assertThatThrownBy(() -> new Chunker("", "caller", Chunker.STANDARD)).hasMessageContaining("session id");
        assertThatThrownBy(() -> new Chunker("call", "x".repeat(201), Chunker.STANDARD))
                .hasMessageContaining("201 characters");
        assertThatThrownBy(() -> new Chunker("call", "caller", Duration.ofSeconds(2)))
                .hasMessageContaining("1 ms to 1 s");
    }

    private static List<AudioChunk> cut(float[] samples, int block, Duration chunk) {
        var chunker = new Chunker("call", "caller", chunk);
        var chunks = new ArrayList<AudioChunk>();
        for (int at = 0; at < samples.length; at += block)
            chunks.addAll(chunker.add(
                    new AudioBlock(Arrays.copyOfRange(samples, at, Math.min(samples.length, at + block)), NOON)));
        chunks.add(chunker.end(NOON));
        return chunks;
    }

    private static float[] ramp(int length) {
        var samples = new float[length];
        for (int i = 0; i < length; i++) samples[i] = (i % 2000 - 1000) / 1000f;
        return samples;
    }
}
