package io.emistream.app.role;

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

/** Scores all alike, at once. */
public final class FlatScorer implements Scorer {
    private static final ReleaseCard CARD =
            new ReleaseCard(new ReleaseId("flat", "1"), "test-v1", List.of("Level"), false);

    @Override
    public CompletableFuture<Scored> submit(String sessionId, Waveform waveform) {
        var score = new Score(Map.of("Level", 0.5f), new Affect(0.5f, 0.5f, 0.5f), List.of(), null);
        return CompletableFuture.completedFuture(new Scored(score, CARD, Duration.ZERO, Duration.ZERO, 1));
    }

    @Override
    public CompletableFuture<Scored> inSpareTime(String sessionId, Waveform waveform) {
        return submit(sessionId, waveform);
    }

    @Override
    public void close() {}
}
