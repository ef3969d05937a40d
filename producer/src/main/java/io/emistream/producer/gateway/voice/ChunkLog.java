package io.emistream.producer.gateway.voice;

import io.emistream.schemas.avro.AudioChunk;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The log that voices go onto. Thread-safe. */
public interface ChunkLog {
    /** Hands a chunk over; the receipts of a voice come in the order of its chunks, on any thread. */
    void append(AudioChunk chunk, Receipt receipt);

    /**
     * Where the voice's stream ends; blocks for seconds at most. Empty when none of its chunks are found.
     *
     * @throws IOException when the log does not answer
     */
    Optional<Tail> tail(VoiceId voice) throws IOException, InterruptedException;

    /** Hears what became of a chunk. */
    @FunctionalInterface
    interface Receipt {
        /** @param failure null when the chunk is stored */
        void settled(@Nullable String failure);
    }
}
