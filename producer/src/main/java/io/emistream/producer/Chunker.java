package io.emistream.producer;

import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.AudioChunk;
import io.emistream.schemas.avro.AudioEncoding;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts one participant's audio into numbered chunks of PCM16. One thread, one stream.
 *
 * <p>Chunks go out as soon as they are full. The rest follows in {@link #end}, in a chunk that ends the stream: shorter than the
 * others, and empty when nothing is left. How the audio comes in blocks changes nothing but capture times. What a block says was lost before it
 * is in no chunk: the chunk before ends there, and the numbers of samples go on behind it.
 */
public final class Chunker {
    /** 100 ms. */
    public static final Duration STANDARD = Duration.ofMillis(100);

    private static final int RATE = 16_000;
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final String session;
    private final String participant;
    private final float[] open;
    private int filled;
    private long sequence;
    private long firstSample;
    private boolean ended;

    /** @param length of a chunk, 1 ms to 1 s */
    public Chunker(String session, String participant, Duration length) {
        this(session, participant, length, 0, 0);
    }

    /** Goes on with a stream: the next chunk has this sequence and begins with this sample. */
    public Chunker(String session, String participant, Duration length, long sequence, long firstSample) {
        this.sequence = sequence;
        this.firstSample = firstSample;
        this.session = checked("session", session);
        this.participant = checked("participant", participant);
        if (length.compareTo(Duration.ofMillis(1)) < 0 || length.compareTo(LONGEST) > 0)
            throw new IllegalArgumentException("chunk length " + length + " is out of range; 1 ms to 1 s is allowed");
        open = new float[(int) (length.toNanos() * RATE / 1_000_000_000L)];
    }

    /** The chunks that the block completes, possibly none. */
    public List<AudioChunk> add(AudioBlock block) {
        if (ended)
            throw new IllegalStateException("stream " + session + "/" + participant + " has ended; begin a new one");
        var chunks = new ArrayList<AudioChunk>();
        int length = block.samples().length;
        if (block.lostBefore() > 0) {
            if (filled > 0) chunks.add(chunk(before(block.captured(), length), false));
            firstSample += block.lostBefore();
        }
        for (int used = 0; used < length; ) {
            int count = Math.min(open.length - filled, length - used);
            System.arraycopy(block.samples(), used, open, filled, count);
            filled += count;
            used += count;
            if (filled == open.length) chunks.add(chunk(before(block.captured(), length - used), false));
        }
        return chunks;
    }

    /** The last chunk, with what is left. */
    public AudioChunk end(Instant captured) {
        if (ended) throw new IllegalStateException("stream " + session + "/" + participant + " has already ended");
        ended = true;
        return chunk(captured, true);
    }

    private AudioChunk chunk(Instant captured, boolean last) {
        var payload = Pcm16.encode(Arrays.copyOf(open, filled));
        var chunk = AudioChunk.newBuilder()
                .setSessionId(session)
                .setParticipantId(participant)
                .setSequence(sequence++)
                .setFirstSample(firstSample)
                .setCaptureTime(captured)
                .setEncoding(AudioEncoding.PCM_S16LE)
                .setPayload(ByteBuffer.wrap(payload))
                .setEndOfStream(last)
                .build();
        firstSample += filled;
        filled = 0;
        return chunk;
    }

    private static Instant before(Instant captured, int samples) {
        return captured.minusNanos(samples * 1_000_000_000L / RATE);
    }

    private static String checked(String what, String id) {
        if (id.isBlank() || id.length() > 200)
            throw new IllegalArgumentException(
                    what + " id of " + id.length() + " characters; 1 to 200 are allowed, not all blank");
        return id;
    }
}
