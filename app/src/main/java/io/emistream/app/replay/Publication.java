package io.emistream.app.replay;

import io.emistream.app.replay.AttemptFailed.Kind;
import io.emistream.audio.SampleStream;
import io.emistream.audio.UnreadableAudio;
import io.emistream.producer.AudioBlock;
import io.emistream.producer.ChunkPublisher;
import io.emistream.producer.Chunker;
import io.emistream.producer.Pace;
import io.emistream.schemas.avro.AudioChunk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes an attempt's audio: all voices in turn, 100 ms at a time, each chunk with its time in the recording. Chunks are a function of the files, so that
 * what is published once more is dropped as a duplicate.
 *
 * <p>It knocks first: the first chunk goes out again each second until the session was begun, so that no audio is lost to a refusal. It stays 48 s of speech
 * ahead of the results at most, and while it waits for them says its last chunk again, so that nobody takes it for silent. When it is told to end it leaves
 * the streams open: to end them would cut what the next run would go on with. One thread, once.
 */
final class Publication implements AutoCloseable {
    /** The four longest segments: as many as the processor takes of a participant at once. */
    private static final long MOST_AHEAD = 48L * SampleStream.RATE;

    private static final int BLOCK = SampleStream.RATE / 10;
    private static final long KNOCK_NANOS = 1_000_000_000L;
    private static final long SIGN_NANOS = 5_000_000_000L;

    private final Attempt attempt;
    private final ChunkPublisher publisher;
    private final Pace pace;
    private final Instant begin;
    private final LongSupplier nanos;
    private final long from;
    private final List<OpenPart> files = new ArrayList<>();
    private final List<Speaker> speakers = new ArrayList<>();
    private long position;
    private long signedAt;

    /** @param begin when the first sample was captured */
    private Publication(Attempt attempt, ChunkPublisher publisher, Pace pace, Instant begin, LongSupplier nanos) {
        this.attempt = attempt;
        this.publisher = publisher;
        this.pace = pace;
        this.begin = begin;
        this.nanos = nanos;
        from = attempt.isBegun() ? attempt.neededFrom() : 0;
    }

    static Publication open(
            Attempt attempt, Channels channels, ChunkPublisher publisher, Pace pace, Instant begin, LongSupplier nanos)
            throws UnreadableAudio {
        var publication = new Publication(attempt, publisher, pace, begin, nanos);
        try {
            for (var known : attempt.survey().parts()) publication.add(OpenPart.open(known.part(), channels));
            return publication;
        } catch (UnreadableAudio | RuntimeException e) {
            publication.close();
            throw e;
        }
    }

    private void add(OpenPart part) {
        files.add(part);
        part.voices().forEach(voice -> speakers.add(new Speaker(voice)));
    }

    /** Publishes what is needed of it to the end; the broker has all of it then. */
    void run() throws UnreadableAudio, AttemptFailed, InterruptedException {
        long started = nanos.getAsLong();
        while (!speakers.isEmpty()) {
            var due = due();
            if (due.isEmpty()) continue;
            if (!attempt.isBegun()) {
                knock(due.get(0));
                started = nanos.getAsLong();
            }
            keepTime(started);
            keepNear();
            due.forEach(publisher::publish);
        }
        publisher.flush();
    }

    /** The next 100 ms of each voice, where they are needed. */
    private List<AudioChunk> due() throws UnreadableAudio {
        var due = new ArrayList<AudioChunk>();
        for (var speaker : List.copyOf(speakers)) due.addAll(speaker.next());
        position += BLOCK;
        due.removeIf(chunk -> !chunk.getEndOfStream() && position <= from);
        return due;
    }

    private void knock(AudioChunk first) throws AttemptFailed, InterruptedException {
        signedAt = nanos.getAsLong() - KNOCK_NANOS;
        attempt.await(Heard::isBegun, () -> {
            if (isTime(KNOCK_NANOS)) publisher.publish(first);
        });
    }

    private void keepTime(long started) throws AttemptFailed {
        if (pace.speed() == 0) return;
        attempt.reports().alive();
        var wait = pace.after(position - from).minusNanos(nanos.getAsLong() - started);
        if (wait.compareTo(Duration.ZERO) > 0 && attempt.stop().await(wait))
            throw new AttemptFailed(Kind.STOPPED, "told to end");
    }

    private void keepNear() throws AttemptFailed, InterruptedException {
        signedAt = nanos.getAsLong();
        attempt.await(heard -> attempt.behind(position) <= MOST_AHEAD, this::giveASign);
    }

    private void giveASign() {
        if (isTime(SIGN_NANOS)) speakers.forEach(Speaker::repeat);
    }

    private boolean isTime(long apart) {
        long now = nanos.getAsLong();
        if (now - signedAt < apart) return false;
        signedAt = now;
        return true;
    }

    @Override
    public void close() {
        files.forEach(OpenPart::close);
    }

    private final class Speaker {
        private final OpenPart.Voice voice;
        private final Chunker chunker;
        private long heard;
        private @Nullable AudioChunk last;

        Speaker(OpenPart.Voice voice) {
            this.voice = voice;
            chunker = new Chunker(attempt.session(), voice.participant(), Chunker.STANDARD);
        }

        List<AudioChunk> next() throws UnreadableAudio {
            var samples = voice.audio().next(BLOCK);
            heard += samples.length;
            var captured = begin.plus(Beginning.length(heard));
            if (samples.length == 0) {
                speakers.remove(this);
                return List.of(chunker.end(captured));
            }
            var chunks = chunker.add(new AudioBlock(samples, captured));
            if (!chunks.isEmpty()) last = chunks.get(0);
            return chunks;
        }

        void repeat() {
            if (last != null) publisher.publish(last);
        }
    }
}
