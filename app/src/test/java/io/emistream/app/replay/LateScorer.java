package io.emistream.app.replay;

import io.emistream.model.Affect;
import io.emistream.model.ReleaseCard;
import io.emistream.model.ReleaseId;
import io.emistream.model.Score;
import io.emistream.model.Scored;
import io.emistream.model.Scorer;
import io.emistream.model.Waveform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Scores all alike, a while after it was asked.
 *
 * @param late the while; not for what is asked in its spare time
 * @param cost what it claims a second of speech to cost
 */
record LateScorer(Duration late, double cost) implements Scorer {
    static final LateScorer AT_ONCE = new LateScorer(Duration.ZERO, 0.01);
    private static final ReleaseCard CARD =
            new ReleaseCard(new ReleaseId("flat", "1"), "test-v1", List.of("Level"), false);

    @Override
    public CompletableFuture<Scored> submit(String sessionId, Waveform waveform) {
        var score = new Score(Map.of("Level", 0.5f), new Affect(0.5f, 0.5f, 0.5f), List.of(), null);
        var took = Duration.ofNanos((long) (waveform.seconds() * cost * 1e9));
        var scored = new Scored(score, CARD, Duration.ZERO, took, 1);
        return new CompletableFuture<Scored>().completeOnTimeout(scored, late.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletableFuture<Scored> inSpareTime(String sessionId, Waveform waveform) {
        return new LateScorer(Duration.ZERO, cost).submit(sessionId, waveform);
    }

    @Override
    public void close() {}
}
