package io.emistream.processor.swap;

import io.emistream.model.ReleaseId;
import io.emistream.model.Scored;
import io.emistream.model.Scorer;
import io.emistream.model.Waveform;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells a watch what comes back from another scorer, shadows' results included. */
final class WatchedScorer implements Scorer {
    private final Scorer scorer;
    private final Watch watch;
    private final Function<String, ReleaseId> serving;
    private final Supplier<@Nullable ReleaseId> shadowing;

    /** @param serving the release of a session: who fails names no release */
    WatchedScorer(
            Scorer scorer, Watch watch, Function<String, ReleaseId> serving, Supplier<@Nullable ReleaseId> shadowing) {
        this.scorer = scorer;
        this.watch = watch;
        this.serving = serving;
        this.shadowing = shadowing;
    }

    @Override
    public CompletableFuture<Scored> submit(String sessionId, Waveform waveform) {
        CompletableFuture<Scored> result = scorer.submit(sessionId, waveform);
        var unused = result.whenComplete((scored, failure) -> {
            if (scored != null) heard(waveform, scored);
            else if (isFault(failure)) watch.failed(serving.apply(sessionId));
        });
        return result; // the caller cancels this one, and not what follows from it
    }

    private void heard(Waveform waveform, Scored scored) {
        watch.scored(waveform, scored);
        CompletableFuture<Scored> shadow = scored.shadow();
        if (shadow == null) return;
        var unused = shadow.whenComplete((later, failure) -> {
            ReleaseId release = shadowing.get();
            if (later != null) watch.scored(waveform, later);
            else if (isFault(failure) && release != null) watch.failed(release);
        });
    }

    private static boolean isFault(@Nullable Throwable failure) {
        return failure != null && !(failure instanceof CancellationException);
    }

    @Override
    public void close() {
        scorer.close();
    }
}
