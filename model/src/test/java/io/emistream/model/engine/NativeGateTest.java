package io.emistream.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class NativeGateTest {
    private final NativeGate gate = new NativeGate();

    @Test
    void letsNoCallInOnceItIsShut() {
        assertThat(gate.<Integer>call(() -> 7)).isEqualTo(7);
        assertThat(gate.shut(Duration.ofSeconds(1))).isTrue();

        assertThatThrownBy(() ->
                        CompletableFuture.runAsync(() -> gate.run(() -> {})).join())
                .hasRootCauseInstanceOf(NativeGate.ProcessEnding.class);
    }

    @Test
    void waitsForTheCallInsideAndForItsNestedCalls() throws Exception {
        var inside = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var call = CompletableFuture.supplyAsync(() -> gate.call(() -> {
            inside.countDown();
            await(goOn);
            return gate.<Integer>call(() -> 7);
        }));
        inside.await();

        assertThat(gate.shut(Duration.ofMillis(20))).isFalse();
        var shutting = CompletableFuture.supplyAsync(() -> gate.shut(Duration.ofSeconds(20)));
        goOn.countDown();

        assertThat(shutting.join()).isTrue();
        assertThat(call.join()).isEqualTo(7);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
