package io.emistream.processor.score;

import io.emistream.model.Scored;
import io.emistream.model.Scorer;
import io.emistream.model.Waveform;
import io.emistream.processor.quality.SegmentSound;
import io.emistream.processor.quality.SpeechRules;
import io.emistream.schemas.Pcm16;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Hears segments on the way to the scorer, beside the stream threads: to follow a pitch takes longer than all else that is done for a segment. What is no speech goes
 * no further. With one hearing thread the scorer gets segments in the order in which they came. Thread-safe.
 */
final class Hearing {
    private final Scorer scorer;
    private final SpeechRules speech;
    private final Executor executor;

    Hearing(Scorer scorer, SpeechRules speech, Executor executor) {
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
        return hear(samples, waveform -> scorer.submit(sessionId, waveform));
    }

    /** The same, for a score that is worth spare time only. */
    CompletableFuture<Heard> inSpareTime(String sessionId, short[] samples) {
        return hear(samples, waveform -> scorer.inSpareTime(sessionId, waveform));
    }

    /** Nobody waits for it any longer. */
    static void withdraw(@Nullable CompletableFuture<Heard> asked) {
        if (asked != null && !asked.cancel(true) && !asked.isCompletedExceptionally())
            asked.join().score().cancel(true);
    }

    private CompletableFuture<Heard> hear(short[] samples, Function<Waveform, CompletableFuture<Scored>> asking) {
        var result = new CompletableFuture<Heard>();
        executor.execute(() -> {
            if (result.isDone()) return;
            try {
                var heard = heard(samples, asking);
                if (!result.complete(heard)) heard.score().cancel(true);
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private Heard heard(short[] samples, Function<Waveform, CompletableFuture<Scored>> asking) {
        var waveform = Pcm16.floats(samples);
        var sound = SegmentSound.of(waveform);
        Optional<String> objection = speech.objection(sound);
        return objection.isPresent()
                ? new Heard(sound, objection.get(), new CompletableFuture<>())
                : new Heard(sound, null, asking.apply(new Waveform(waveform)));
    }
}
