package io.emistream.processor.intake;

import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.AudioEncoding;
import java.util.Optional;
import java.util.function.Supplier;

/** What a chunk must be, whatever came before it. */
final class ChunkCheck {
    private static final int LONGEST_NAME = 200;

    /** Thirty days of audio: in samples, and in chunks of 20 ms. */
    private static final long LAST_SAMPLE = 30L * 24 * 3600 * 16_000;

    private static final long LAST_SEQUENCE = LAST_SAMPLE / 320;

    private ChunkCheck() {}

    /** Why the chunk cannot be taken, if so. */
    static Optional<String> problem(String key, AudioChunk chunk) {
        return name("sessionId", chunk.getSessionId())
                .or(() -> name("participantId", chunk.getParticipantId()))
                .or(() -> when(
                        !key.equals(chunk.getSessionId()),
                        () -> "key is not the sessionId " + chunk.getSessionId() + "; key chunks by their session"))
                .or(() -> range("sequence", chunk.getSequence(), LAST_SEQUENCE))
                .or(() -> range("firstSample", chunk.getFirstSample(), LAST_SAMPLE))
                .or(() -> when(
                        chunk.getEncoding() != AudioEncoding.PCM_S16LE,
                        () -> "encoding is " + chunk.getEncoding() + "; only PCM_S16LE at 16 kHz mono is read"))
                .or(() -> payload(chunk.getPayload().remaining(), chunk.getEndOfStream()));
    }

    private static Optional<String> payload(int bytes, boolean endOfStream) {
        return when(bytes % Pcm16.BYTES != 0, () -> "payload has " + bytes + " bytes; PCM16 needs an even number")
                .or(() -> when(
                        bytes > Pcm16.LONGEST_CHUNK,
                        () -> "payload has " + bytes + " bytes; at most " + Pcm16.LONGEST_CHUNK
                                + " (1 s): send smaller chunks"))
                .or(() -> when(bytes == 0 && !endOfStream, () -> "payload is empty; only the end of a stream may be"));
    }

    private static Optional<String> name(String what, String value) {
        return when(
                value.isEmpty() || value.length() > LONGEST_NAME,
                () -> what + " has " + value.length() + " characters; give 1 to " + LONGEST_NAME);
    }

    private static Optional<String> range(String what, long value, long most) {
        return when(
                value < 0 || value > most,
                () -> what + " is " + value + "; at least 0 and at most " + most + " (30 days)");
    }

    private static Optional<String> when(boolean wrong, Supplier<String> problem) {
        return wrong ? Optional.of(problem.get()) : Optional.empty();
    }
}
