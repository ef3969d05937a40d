package io.emistream.producer.gateway.voice;

import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.AudioChunk;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A log in memory that stores at once, later, or never. */
public final class MemoryLog implements ChunkLog {
    private final List<AudioChunk> chunks = new ArrayList<>();
    private final Deque<Runnable> pending = new ArrayDeque<>();
    private boolean away;
    private boolean broken;

    /** What is stored. */
    public List<AudioChunk> chunks() {
        return List.copyOf(chunks);
    }

    /** The samples of all that is stored. */
    public float[] samples() {
        var all = new float
                [chunks.stream()
                        .mapToInt(chunk -> chunk.getPayload().remaining() / Pcm16.BYTES)
                        .sum()];
        int length = 0;
        for (var chunk : chunks) {
            var samples = Pcm16.floats(chunk.getPayload());
            System.arraycopy(samples, 0, all, length, samples.length);
            length += samples.length;
        }
        return all;
    }

    /** From now on chunks wait. */
    public void goAway() {
        away = true;
    }

    /** Whoever asks for the end of a stream meets a bug. */
    public void breakDown() {
        broken = true;
    }

    /** So many chunks that wait are stored, the others stay. */
    public void store(int count) {
        for (int i = 0; i < count && !pending.isEmpty(); i++) pending.poll().run();
    }

    /** All that wait are stored, and those that come. */
    public void comeBack() {
        away = false;
        store(Integer.MAX_VALUE);
    }

    /** Whoever handed over what waits has died. */
    public void forgetWhatWaits() {
        pending.clear();
        away = false;
    }

    @Override
    public void append(AudioChunk chunk, Receipt receipt) {
        pending.add(() -> {
            chunks.add(chunk);
            receipt.settled(null);
        });
        if (!away) store(Integer.MAX_VALUE);
    }

    @Override
    public Optional<Tail> tail(VoiceId voice) throws IOException {
        if (broken) throw new IllegalStateException("a bug");
        if (away) throw new IOException("nobody is there");
        Tail last = null;
        for (var chunk : chunks)
            if (chunk.getSessionId().equals(voice.session())
                    && chunk.getParticipantId().equals(voice.participant()))
                last = new Tail(
                        chunk.getSequence() + 1,
                        chunk.getFirstSample() + chunk.getPayload().remaining() / Pcm16.BYTES,
                        chunk.getEndOfStream());
        return Optional.ofNullable(last);
    }
}
