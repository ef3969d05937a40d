package io.emistream.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.model.Waveform;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WatchedDeviceTest {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final AtomicLong nanos = new AtomicLong();
    private final WatchedDevice device = new WatchedDevice(HangRules.STANDARD, nanos::get, unused -> {});

    @Test
    void anEngineThatWasNeverCalledHasTheLongestTime() {
        var engine = new ScriptedEngine("a").holding();
        var call = call(engine);
        engine.awaitCall();

        watch(Duration.ofSeconds(89));
        assertThat(device.lost()).isNotDone();
        watch(Duration.ofSeconds(2));

        assertThat(device.lost()).isCompletedWithValueMatching(why -> String.valueOf(why.getMessage())
                .contains("a batch of 1 did not come back for 90 s"));
        engine.release(1);
        assertThatThrownBy(call::join).hasCauseInstanceOf(DeviceLost.class);
    }

    @Test
    void anEngineOfAKnownPaceHasTwentyTimesWhatIsExpectedAndHalfAMinuteAtLeast() {
        var engine = new ScriptedEngine("a")
                .onInfer(() -> nanos.addAndGet(Duration.ofMillis(2).toNanos()))
                .holding();
        engine.release(1);
        call(engine).join();
        engine.awaitCall();
        var call = call(engine);
        engine.awaitCall();

        watch(Duration.ofSeconds(29));
        assertThat(device.lost()).isNotDone();
        watch(Duration.ofSeconds(2));

        assertThat(device.lost()).isDone();
        engine.release(1);
        assertThatThrownBy(call::join).isInstanceOf(CompletionException.class);
    }

    @Test
    void timeInWhichTheWholeProcessStoodStillDoesNotCount() {
        var engine = new ScriptedEngine("a").holding();
        var call = call(engine);
        engine.awaitCall();
        watch(Duration.ofSeconds(1));

        nanos.addAndGet(Duration.ofHours(1).toNanos());
        watch(Duration.ofSeconds(80));

        assertThat(device.lost()).isNotDone();
        engine.release(1);
        assertThat(call.join()).isEqualTo(1);
    }

    @Test
    void eachCallHasItsOwnTime() {
        var engine = new ScriptedEngine("a").holding();
        for (int i = 0; i < 3; i++) {
            var call = call(engine);
            engine.awaitCall();
            watch(Duration.ofSeconds(25));
            engine.release(1);
            call.join();
        }

        watch(Duration.ofHours(1));

        assertThat(device.lost()).isNotDone();
    }

    private CompletableFuture<Integer> call(ScriptedEngine engine) {
        return CompletableFuture.supplyAsync(() ->
                device.infer(engine, List.of(new Waveform(new float[16_000]))).size());
    }

    private void watch(Duration time) {
        for (long i = 0; i < time.dividedBy(LOOK); i++) {
            nanos.addAndGet(LOOK.toNanos());
            device.look();
        }
    }
}
