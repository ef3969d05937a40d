package io.emistream.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.model.Waveform;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of the waveforms when the device is gone. */
@Timeout(30)
class LostDeviceTest {
    private static final HangRules SOON = new HangRules(Duration.ofMillis(60), 20, Duration.ofMillis(60));

    private final AtomicLong nanos = new AtomicLong();
    private final ToldOutcomes told = new ToldOutcomes();

    @Test
    void anErrorThatStaysWithdrawsAllThatWaitsAndAllThatComes() {
        var engine = failing().holding();
        try (var scorer = new BatchingScorer(engine, BatchRules.CANONICAL, nanos::get)) {
            scorer.tell(told);
            var underWay = scorer.submit("a", waveform());
            engine.awaitCall();
            var queued = scorer.submit("a", waveform());
            var early = scorer.inSpareTime("a", waveform());
            var guest = scorer.whenIdle(new ScriptedEngine("guest"), List.of(waveform()));
            engine.release(1);

            for (var one : List.of(underWay, queued))
                assertThatThrownBy(one::join).isInstanceOf(DeviceLost.class);
            assertThatThrownBy(early::join).isInstanceOf(CancellationException.class);
            assertThatThrownBy(guest::join).isInstanceOf(CancellationException.class);
            assertThatThrownBy(scorer.submit("a", waveform())::join).isInstanceOf(CancellationException.class);
            assertThat(scorer.lost().join()).hasMessage("CUDA error: unspecified launch failure");
        }
        assertThat(engine.batches()).isEmpty();
        assertThat(engine.closed()).isFalse();
    }

    @Test
    void isNotTheFaultOfTheRelease() {
        var canary = failing();
        try (var scorer = new BatchingScorer(new ScriptedEngine("active"), BatchRules.DEFAULT, nanos::get)) {
            scorer.tell(told);
            scorer.replace(new Line(new ScriptedEngine("active"), canary, 1, null))
                    .join();

            assertThatThrownBy(scorer.submit("a", waveform())::join).isInstanceOf(DeviceLost.class);

            assertThat(told.failed()).isEmpty();
            assertThat(told.scored()).isEmpty();
        }
    }

    @Test
    void aCallThatDoesNotComeBackWithdrawsItsWaveformsAndHoldsUpNobody() {
        var hanging = new ScriptedEngine("a").holding();
        var scorer = new BatchingScorer(hanging, BatchRules.CANONICAL, SOON, System::nanoTime);
        var underWay = scorer.submit("a", waveform());
        hanging.awaitCall();
        var queued = scorer.submit("a", waveform());

        for (var one : List.of(underWay, queued)) assertThatThrownBy(one::join).isInstanceOf(DeviceLost.class);

        assertThat(scorer.lost().join()).hasMessageContaining("did not come back");
        scorer.close();
        hanging.release(1); // its thread ends with the test
    }

    @Test
    void aGuestThatDoesNotComeBackIsNotWaitedFor() {
        var hanging = new ScriptedEngine("guest").holding();
        var scorer = new BatchingScorer(new ScriptedEngine("serving"), BatchRules.DEFAULT, SOON, System::nanoTime);
        var guest = scorer.guest(hanging);

        assertThatThrownBy(() -> guest.infer(List.of(waveform()))).isInstanceOf(CancellationException.class);

        scorer.close();
        hanging.release(1);
    }

    @Test
    void closingIsReleasedByAHangThatIsFoundLater() {
        var hanging = new ScriptedEngine("a").holding();
        var scorer = new BatchingScorer(hanging, BatchRules.CANONICAL, SOON, System::nanoTime);
        CompletableFuture<?> underWay = scorer.submit("a", waveform());
        hanging.awaitCall();

        scorer.close();

        assertThat(underWay).isCompletedExceptionally();
        hanging.release(1);
    }

    private static ScriptedEngine failing() {
        return new ScriptedEngine("a").onInfer(() -> {
            throw new IllegalStateException("CUDA error: unspecified launch failure\nCompile with device assertions");
        });
    }

    private static Waveform waveform() {
        return new Waveform(new float[16_000]);
    }
}
