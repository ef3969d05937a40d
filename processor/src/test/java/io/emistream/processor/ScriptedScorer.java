package io.emistream.processor;

import io.emistream.model.Affect;
import io.emistream.model.ReleaseCard;
import io.emistream.model.ReleaseId;
import io.emistream.model.Score;
import io.emistream.model.Scored;
import io.emistream.model.Scorer;
import io.emistream.model.Waveform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Scores with the mean of the samples, at once or when told to. Safe for the use of tests. */
final class ScriptedScorer implements Scorer {
    static final ReleaseCard CARD = new ReleaseCard(new ReleaseId("scripted", "1"), "test-v1", List.of("Level"), false);

    private final List<Asked> asked = new ArrayList<>();
    private final List<Asked> askedInSpareTime = new ArrayList<>();
    private final boolean atOnce;

    /** One submission. */
    record Asked(Waveform waveform, CompletableFuture<Scored> result) {
        void answer() {
            result.complete(new Scored(score(waveform), CARD, Duration.ofMillis(3), Duration.ofMillis(15), 1));
        }

        /** After an inference that took so long. */
        void answerAfter(Duration inference) {
            result.complete(new Scored(score(waveform), CARD, Duration.ZERO, inference, 1));
        }

        void answer(Score score) {
            result.complete(new Scored(score, CARD, Duration.ZERO, Duration.ZERO, 1));
        }

        void fail(Throwable cause) {
            result.completeExceptionally(cause);
        }
    }

    private ScriptedScorer(boolean atOnce) {
        this.atOnce = atOnce;
    }

    static ScriptedScorer atOnce() {
        return new ScriptedScorer(true);
    }

    static ScriptedScorer whenTold() {
        return new ScriptedScorer(false);
    }

    @Override
    public synchronized CompletableFuture<Scored> submit(String sessionId, Waveform waveform) {
        var next = new Asked(waveform, new CompletableFuture<>());
        asked.add(next);
        notifyAll();
        if (atOnce) next.answer();
        return next.result();
    }

    @Override
    public synchronized CompletableFuture<Scored> inSpareTime(String sessionId, Waveform waveform) {
        var next = new Asked(waveform, new CompletableFuture<>());
        askedInSpareTime.add(next);
        if (atOnce) next.answer();
        return next.result();
    }

    synchronized List<Asked> askedInSpareTime() {
        return List.copyOf(askedInSpareTime);
    }

    synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** Waits until it was asked so often. */
    synchronized void awaitAsked(int times) throws InterruptedException {
        while (asked.size() < times) wait();
    }

    static Score score(Waveform waveform) {
        double sum = 0;
        for (float sample : waveform.samples()) sum += Math.abs(sample);
        float mean = (float) (sum / waveform.samples().length);
        return new Score(Map.of("Level", mean), new Affect(mean, mean, mean), List.of(), null);
    }

    @Override
    public void close() {}
}
