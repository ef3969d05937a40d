package io.emistream.producer.gateway.voice;

import io.emistream.audio.LiveResampling;
import io.emistream.producer.AudioBlock;
import io.emistream.producer.Chunker;
import io.emistream.schemas.avro.AudioChunk;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One voice on its way to the log: bytes cut anywhere, to samples, to 16 kHz, to chunks of 100 ms. Thread-safe.
 *
 * <p>A chunk depends on the samples and their positions only, so a stream that is broken off and resumed leaves the same chunks
 * as one that is not. What is no whole chunk yet when the connection breaks is dropped: its client was told that it is not stored.
 */
public final class IngestStream {
    private final PcmFormat format;
    private final IngestRules rules;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final FrameAssembly frames;
    private final LiveResampling resampling;
    private final Chunker chunker;
    private final SpeedLimit speed;
    private final Outbox outbox;
    private Consumer<Refusal> whenReplaced = why -> {};
    private @Nullable Fault closed;
    private long lost;

    IngestStream(
            VoiceId voice, PcmFormat format, Tail tail, IngestRules rules, ChunkLog log, Room room, Clocks clocks) {
        this.format = format;
        this.rules = rules;
        this.clock = clocks.wall();
        this.nanos = clocks.nanos();
        frames = new FrameAssembly(format.encoding());
        resampling = new LiveResampling(format.rate(), tail.nextSample());
        chunker = new Chunker(
                voice.session(), voice.participant(), Chunker.STANDARD, tail.nextSequence(), tail.nextSample());
        speed = new SpeedLimit(rules.speed(), rules.burst(), nanos.getAsLong());
        outbox = new Outbox(log, room, rules.waitingBytes(), tail.nextSample());
    }

    /**
     * How far it is stored, in the client's samples.
     *
     * @param samples all before this one are stored
     * @param keepFrom the first that would be needed again if the connection broke now
     * @param ended whether the end of the stream is stored, too
     */
    public record Progress(long samples, long keepFrom, boolean ended) {}

    /** The client's sample that is expected next. */
    public synchronized long next() {
        return resampling.heard();
    }

    /** Chunks that were dropped since they had no room. */
    public synchronized long lost() {
        return lost;
    }

    /** Called, at most once, when another connection goes on with the voice. */
    public synchronized void whenReplaced(Consumer<Refusal> told) {
        whenReplaced = told;
    }

    /** Takes a frame, whole or not at all; what is refused may be sent again from {@link #next()}. */
    public synchronized void take(ByteBuffer frame) throws Refusal {
        check(frame);
        checkSize(frame.remaining());
        long bytes = frame.remaining();
        if (!outbox.takes(format.storedBytes(bytes)))
            throw refused(
                    Fault.STORAGE_UNAVAILABLE,
                    "audio waits for Kafka and there is room for no more; send again from sample " + next() + " later",
                    Duration.ofSeconds(1));
        long wait = speed.wait(format.nanos(bytes), nanos.getAsLong());
        if (wait > 0)
            throw refused(
                    Fault.RATE_LIMITED,
                    "audio comes faster than " + rules.speed() + " times real time; send again from sample " + next()
                            + " later",
                    Duration.ofNanos(wait));
        speed.take(format.nanos(bytes), nanos.getAsLong());
        hear(frame);
    }

    /**
     * Takes a frame of a client that cannot send again, of any size: chunks without room are dropped, which leaves a gap in their numbers.
     *
     * @return nanoseconds to wait before the next frame is read, so that it is not too fast
     */
    public synchronized long takeLive(ByteBuffer frame) throws Refusal {
        check(frame);
        hear(frame);
        return speed.take(format.nanos(frame.remaining()), nanos.getAsLong());
    }

    /** Ends the stream: what is left goes out, in a chunk that says so. */
    public synchronized void end() throws Refusal {
        open();
        closed = Fault.ENDED;
        var now = clock.instant();
        chunker.add(new AudioBlock(resampling.end(), now)).forEach(this::append);
        append(chunker.end(now));
    }

    /** The connection has gone; the stream may be resumed. */
    public synchronized void breakOff() {
        if (closed == null) closed = Fault.REPLACED;
    }

    /** Another connection takes over. */
    void replace() {
        Consumer<Refusal> told;
        synchronized (this) {
            breakOff();
            told = whenReplaced;
            whenReplaced = why -> {};
        }
        told.accept(replaced());
    }

    public Progress progress() {
        var stored = outbox.stored(); // first: when the end is stored, no more is heard
        long samples = stored.ended() ? next() : stored.samples() * format.rate() / 16_000;
        return new Progress(samples, LiveResampling.firstNeeded(format.rate(), stored.samples()), stored.ended());
    }

    /** Why the log takes no more of it, if so. */
    public Optional<String> failure() {
        return outbox.failure();
    }

    /** Whether nothing comes any more and nothing waits for the log. */
    boolean isOver() {
        synchronized (this) {
            if (closed == null) return false;
        }
        return outbox.isEmpty();
    }

    /** Waits until nothing waits for the log; false when that takes too long. */
    boolean settles(Duration patience) throws InterruptedException {
        return outbox.settles(patience);
    }

    private void check(ByteBuffer frame) throws Refusal {
        open();
        var why = failure();
        if (why.isPresent()) throw new Refusal(Fault.STORAGE_REFUSED, why.get());
        if (!frame.hasRemaining()) throw new Refusal(Fault.EMPTY_FRAME, "a frame has no bytes; send audio, or nothing");
    }

    private void checkSize(int bytes) throws Refusal {
        if (bytes > rules.largestFrame()
                || format.nanos(bytes) > rules.longestFrame().toNanos())
            throw refused(
                    Fault.FRAME_TOO_LARGE,
                    "a frame has " + bytes + " bytes; at most "
                            + rules.longestFrame().toSeconds() + " s and "
                            + rules.largestFrame() + " bytes are taken: send again from sample " + next()
                            + " in smaller ones",
                    Duration.ZERO);
    }

    private void open() throws Refusal {
        if (closed == Fault.ENDED) throw new Refusal(Fault.ENDED, "the stream has ended; begin another session");
        if (closed != null) throw replaced();
    }

    private static Refusal replaced() {
        return new Refusal(Fault.REPLACED, "another connection goes on with this voice; use that one");
    }

    private Refusal refused(Fault fault, String message, Duration wait) {
        frames.forget();
        return new Refusal(fault, message, wait);
    }

    private void hear(ByteBuffer frame) {
        var samples = resampling.add(frames.add(frame));
        chunker.add(new AudioBlock(samples, clock.instant())).forEach(this::append);
    }

    private void append(AudioChunk chunk) {
        if (!outbox.put(chunk)) lost++;
    }
}
