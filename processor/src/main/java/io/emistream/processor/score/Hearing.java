package io.emistream.processor.score;

import io.emistream.model.Scored;
import io.emistream.model.Scorer;
import io.emistream.model.Waveform;
import io.emistream.processor.quality.SegmentSound;
import io.emistream.processor.quality.SpeechRules;
import io.emistream.schemas.Pcm16;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Hears segments on the way to the scorer, beside the stream threads: to follow a pitch takes longer than all else that is done for a segment. What is no speech goes
 * no further. Final segments go first, in the order in which they came: what is heard in spare time waits for them, and is given up at once where one waits already. One
 * for all tasks of an instance. Thread-safe.
 */
public final class Hearing {
    private final Scorer scorer;
    private final SpeechRules speech;
    private final Executor executor;
    private final Queue<Work> finals = new ConcurrentLinkedQueue<>();
    private final Queue<Work> spare = new ConcurrentLinkedQueue<>();

    /**
     * @param scorer stays the caller's
     * @param executor runs one segment at a time, so that the scorer gets them in order; stays the caller's
     */
    public Hearing(Scorer scorer, SpeechRules speech, Executor executor) {
        this.scorer = scorer;
        this.speech = speech;
        this.executor = executor;
    }

    /**
     * What was heard.
     *
     * @param objection why it is no speech; null where it may be
     * @param score on its way from the scorer; never done where there is an objection
     */
    record Heard(SegmentSound sound, @Nullable String objection, CompletableFuture<Scored> score) {}

    /** Hears a segment and has it scored. Never blocks. */
    CompletableFuture<Heard> submit(String sessionId, short[] samples) {
        var work = new Work(samples, waveform -> scorer.submit(sessionId, waveform));
        finals.add(work);
        executor.execute(this::hearNext);
        return work.result;
    }

    /** The same, for a score that is worth spare time only; cancelled where there is none. */
    CompletableFuture<Heard> inSpareTime(String sessionId, short[] samples) {
        var work = new Work(samples, waveform -> scorer.inSpareTime(sessionId, waveform));
        if (finals.isEmpty()) {
            spare.removeIf(other -> other.result.isDone()); // withdrawn, they are to keep no audio
            spare.add(work);
            executor.execute(this::hearNext);
        } else {
            work.result.cancel(false);
        }
        return work.result;
    }

    /** Nobody waits for it any longer. */
    static void withdraw(@Nullable CompletableFuture<Heard> asked) {
        if (asked != null && !asked.cancel(true) && !asked.isCompletedExceptionally())
            asked.join().score().cancel(true);
    }

    private void hearNext() {
        var next = finals.poll();
        if (next == null) next = spare.poll();
        if (next != null) next.hear();
    }

    private final class Work {
        private final short[] samples;
        private final Function<Waveform, CompletableFuture<Scored>> asking;
        private final CompletableFuture<Heard> result = new CompletableFuture<>();

        Work(short[] samples, Function<Waveform, CompletableFuture<Scored>> asking) {
            this.samples = samples;
            this.asking = asking;
        }

        void hear() {
            if (result.isDone()) return;
            try {
                var heard = heard();
                if (!result.complete(heard)) heard.score().cancel(true);
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        }

        private Heard heard() {
            var waveform = Pcm16.floats(samples);
            var sound = SegmentSound.of(waveform);
            Optional<String> objection = speech.objection(sound);
            return objection.isPresent()
                    ? new Heard(sound, objection.get(), new CompletableFuture<>())
                    : new Heard(sound, null, asking.apply(new Waveform(waveform)));
        }
    }
}
