package io.emistream.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.model.Scored;
import io.emistream.model.Waveform;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatchingScorerTest {
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void batchesWhatWaitsBySimilarLength() {
        var engine = new ScriptedEngine("a").holding();
        try (var scorer = new BatchingScorer(engine, BatchRules.DEFAULT, nanos::get)) {
            var first = scorer.submit("a", waveform(16_000));
            engine.awaitCall();
            var waiting = Stream.of(190_000, 16_000, 192_000, 17_000)
                    .map(n -> scorer.submit("a", waveform(n)))
                    .toList();
            engine.release(100);

            CompletableFuture.allOf(
                            Stream.concat(Stream.of(first), waiting.stream()).toArray(CompletableFuture[]::new))
                    .join();

            assertThat(engine.batches())
                    .containsExactly(List.of(16_000), List.of(192_000, 190_000), List.of(17_000, 16_000));
            assertThat(waiting.get(0).join().batchSize()).isEqualTo(2);
        }
    }

    @Test
    void failsOnlyTheWaveformThatPoisonsItsBatch() {
        var engine = new ScriptedEngine("a").holding();
        try (var scorer = new BatchingScorer(engine, BatchRules.DEFAULT, nanos::get)) {
            var first = scorer.submit("a", waveform(1_000));
            engine.awaitCall();
            var good = scorer.submit("a", waveform(2_000));
            var poison = scorer.submit("a", waveform(ScriptedEngine.POISON));
            engine.release(100);

            assertThat(first.join().score().abstained()).isEqualTo("1000");
            assertThat(good.join().score().abstained()).isEqualTo("2000");
            assertThatThrownBy(poison::join).hasRootCauseMessage("poison");
            assertThat(scorer.submit("a", waveform(3_000)).join().score().abstained())
                    .isEqualTo("3000");
        }
    }

    @Test
    void saysHowLongAWaveformWaitedAndItsBatchTook() {
        var engine = new ScriptedEngine("a").onInfer(() -> nanos.addAndGet(5));
        try (var scorer = new BatchingScorer(engine, BatchRules.DEFAULT, nanos::get)) {
            Scored scored = scorer.submit("a", waveform(1_000)).join();

            assertThat(scored.waiting()).isEqualTo(Duration.ZERO);
            assertThat(scored.inference()).isEqualTo(Duration.ofNanos(5));
        }
    }

    @Test
    void takesAReplacementBetweenBatchesAndGivesTheOldEngineBackOpen() {
        var old = new ScriptedEngine("old");
        var next = new ScriptedEngine("next");
        try (var scorer = new BatchingScorer(old, BatchRules.DEFAULT, nanos::get)) {
            assertThat(scorer.submit("a", waveform(1_000)).join().release().id().name())
                    .isEqualTo("old");

            assertThat(scorer.replace(Line.of(next)).join().active()).isSameAs(old);

            assertThat(old.closed()).isFalse();
            assertThat(scorer.submit("a", waveform(1_000)).join().release().id().name())
                    .isEqualTo("next");
        }
        assertThat(next.closed()).isTrue();
    }

    @Test
    void cutsBatchesToTheTimeAimedAtByThePaceOfEarlierOnes() {
        var millisecondASample = new ScriptedEngine("a")
                .onInfer(() -> nanos.addAndGet(100_000_000))
                .holding();
        var rules = new BatchRules(16, Duration.ZERO, Duration.ofMillis(250));
        try (var scorer = new BatchingScorer(millisecondASample, rules, nanos::get)) {
            var first = scorer.submit("a", waveform(100));
            millisecondASample.awaitCall();
            var waiting = Stream.of(100, 100, 100, 100)
                    .map(n -> scorer.submit("a", waveform(n)))
                    .toList();
            millisecondASample.release(100);

            CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).join();

            assertThat(first.join().batchSize()).isEqualTo(1);
            assertThat(millisecondASample.batches().get(1)).hasSize(2);
        }
    }

    @Test
    void whatACanaryFailsOnIsScoredByTheActiveEngineAndToldOfTheCanary() {
        var active = new ScriptedEngine("active");
        var canary = new ScriptedEngine("canary").notFinite();
        var told = new ToldOutcomes();
        try (var scorer = new BatchingScorer(active, BatchRules.DEFAULT, nanos::get)) {
            scorer.tell(told);
            scorer.replace(new Line(active, canary, 1, null)).join();

            Scored scored = scorer.submit("a", waveform(1_000)).join();

            assertThat(scored.release()).isEqualTo(active.release());
            assertThat(scored.score().abstained()).isEqualTo("1000");
            assertThat(told.failed()).containsExactly(canary.release().id());
            assertThat(told.scored()).containsExactly(active.release().id());
        }
    }

    @Test
    void aPoisonedWaveformIsAFaultOfCanaryAndActiveEngineAlike() {
        var active = new ScriptedEngine("active");
        var canary = new ScriptedEngine("canary");
        var told = new ToldOutcomes();
        try (var scorer = new BatchingScorer(active, BatchRules.DEFAULT, nanos::get)) {
            scorer.tell(told);
            scorer.replace(new Line(active, canary, 1, null)).join();

            assertThatThrownBy(scorer.submit("a", waveform(ScriptedEngine.POISON))::join)
                    .hasRootCauseMessage("poison");

            assertThat(told.failed())
                    .containsExactly(canary.release().id(), active.release().id());
        }
    }

    @Test
    void aGuestIsTriedWhenNothingWaits() {
        var serving = new ScriptedEngine("serving").holding();
        var guest = new ScriptedEngine("guest");
        try (var scorer = new BatchingScorer(serving, BatchRules.CANONICAL, nanos::get)) {
            var underWay = scorer.submit("a", waveform(1_000));
            serving.awaitCall();
            var queued = scorer.submit("a", waveform(1_000));
            var tried = scorer.whenIdle(guest, List.of(waveform(500)));
            serving.release(1);
            underWay.join();
            serving.awaitCall();

            assertThat(tried).isNotDone();

            serving.release(1);
            queued.join();
            assertThat(tried.join().scores()).hasSize(1);
        }
    }

    @Test
    void aGuestThatHasWaitedForASecondNeedsNoPause() {
        var serving = new ScriptedEngine("serving")
                .onInfer(() -> nanos.addAndGet(1_000_000_000))
                .holding();
        var guest = new ScriptedEngine("guest");
        try (var scorer = new BatchingScorer(serving, BatchRules.CANONICAL, nanos::get)) {
            var underWay = scorer.submit("a", waveform(1_000));
            serving.awaitCall();
            var tried = scorer.whenIdle(guest, List.of(waveform(500)));
            var queued = scorer.submit("a", waveform(1_000));
            serving.release(1);

            tried.join();

            assertThat(underWay).isDone();
            assertThat(queued).isNotDone();
            serving.release(1);
            queued.join();
        }
    }

    @Test
    void aGuestThatCannotBeTriedAnyMoreIsTold() {
        var scorer = new BatchingScorer(new ScriptedEngine("serving"), BatchRules.DEFAULT, nanos::get);
        scorer.close();
        var guest = scorer.guest(new ScriptedEngine("guest"));

        assertThatThrownBy(() -> guest.infer(List.of(waveform(500)))).isInstanceOf(CancellationException.class);
    }

    @Test
    void whatIsAskedForInSpareTimeGoesAfterAllThatWaitsAndIsToldToNobody() {
        var engine = new ScriptedEngine("a").holding();
        var told = new ToldOutcomes();
        try (var scorer = new BatchingScorer(engine, BatchRules.CANONICAL, nanos::get)) {
            scorer.tell(told);
            var underWay = scorer.submit("a", waveform(1_000));
            engine.awaitCall();
            var early = scorer.inSpareTime("a", waveform(500));
            var queued = scorer.submit("a", waveform(2_000));
            engine.release(100);

            CompletableFuture.allOf(underWay, early, queued).join();

            assertThat(engine.batches()).containsExactly(List.of(1_000), List.of(2_000), List.of(500));
            assertThat(early.join().score().abstained()).isEqualTo("500");
            assertThat(told.scored()).hasSize(2);
        }
    }

    @Test
    void whatIsWithdrawnOrWouldTakeLongIsNotScoredInSpareTime() {
        var engine = new ScriptedEngine("a")
                .onInfer(() -> nanos.addAndGet(100_000_000))
                .holding();
        var rules = new BatchRules(1, Duration.ZERO, Duration.ofMillis(250));
        try (var scorer = new BatchingScorer(engine, rules, nanos::get)) {
            var millisecondASample = scorer.submit("a", waveform(100));
            engine.awaitCall();
            var withdrawn = scorer.inSpareTime("a", waveform(200));
            var lengthy = scorer.inSpareTime("a", waveform(300));
            var brief = scorer.inSpareTime("a", waveform(150));
            withdrawn.cancel(true);
            engine.release(100);

            CompletableFuture.allOf(millisecondASample, brief).join();

            assertThat(lengthy).isCancelled();
            assertThat(engine.batches()).containsExactly(List.of(100), List.of(150));
        }
    }

    @Test
    void failsWhatIsQueuedWhenClosedAndFinishesTheBatchUnderWay() throws Exception {
        var engine = new ScriptedEngine("a").holding();
        var scorer = new BatchingScorer(engine, BatchRules.CANONICAL, nanos::get);
        var underWay = scorer.submit("a", waveform(1_000));
        engine.awaitCall();
        var queued = scorer.submit("a", waveform(2_000));
        var closing = CompletableFuture.runAsync(scorer::close);
        while (!scorer.submit("a", waveform(3_000)).isCompletedExceptionally()) {
            Thread.onSpinWait();
        }
        engine.release(100);
        closing.get(10, TimeUnit.SECONDS);

        assertThat(underWay.join().score().abstained()).isEqualTo("1000");
        assertThatThrownBy(queued::join).hasMessageContaining("closed before");
        assertThat(engine.closed()).isTrue();
        scorer.close();
    }

    private static Waveform waveform(int samples) {
        return new Waveform(new float[samples]);
    }
}
