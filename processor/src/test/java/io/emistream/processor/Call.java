package io.emistream.processor;

import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.AudioEncoding;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the chunks of a participant from samples. */
record Call(String sessionId, String participantId) {
    static final Instant BEGAN = Instant.parse("2026-11-23T09:00:00Z");

    /** The whole stream in chunks of so many samples, the last one marked as the end. */
    List<AudioChunk> chunks(short[] samples, int size) {
        var chunks = new ArrayList<AudioChunk>();
        for (int at = 0; at < samples.length; at += size) {
            int to = Math.min(samples.length, at + size);
            chunks.add(chunk(chunks.size(), at, Arrays.copyOfRange(samples, at, to), to == samples.length));
        }
        return chunks;
    }

    AudioChunk chunk(long sequence, long firstSample, short[] samples, boolean end) {
        return AudioChunk.newBuilder()
                .setSessionId(sessionId)
                .setParticipantId(participantId)
                .setSequence(sequence)
                .setFirstSample(firstSample)
                .setCaptureTime(BEGAN.plusNanos((firstSample + samples.length) * 62_500))
                .setEncoding(AudioEncoding.PCM_S16LE)
                .setPayload(ByteBuffer.wrap(Pcm16.encode(samples)))
                .setEndOfStream(end)
                .build();
    }
}
