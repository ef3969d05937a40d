package io.emistream.model.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.emistream.model.Scored;
import io.emistream.model.Waveform;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineTest {
    private final ScriptedEngine active = new ScriptedEngine("active");
    private final ScriptedEngine canary = new ScriptedEngine("canary");
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void theCanaryGetsItsShareOfSessionsAndAlwaysTheSameOnes() {
        var line = new Line(active, canary, 0.1, null);
        var wider = new Line(active, canary, 0.3, null);

        long share = IntStream.range(0, 10_000)
                .filter(i -> line.of("session-" + i) == canary)
                .count();

        assertThat(share / 10_000.0).isCloseTo(0.1, within(0.01));
        IntStream.range(0, 1_000).mapToObj(i -> "session-" + i).forEach(session -> {
            assertThat(line.of(session)).isSameAs(line.of(session));
            if (line.of(session) == canary) assertThat(wider.of(session)).isSameAs(canary);
        });
    }

    @Test
    void refusesAShareThatIsNone() {
        assertThatThrownBy(() -> new Line(active, canary, 1.5, null)).hasMessageContaining("1.5; give 0 to 1");
    }

    @Test
    void theShadowScoresWhatWasScoredAndItsResultComesLater() {
        var shadow = new ScriptedEngine("shadow");
        try (var scorer = new BatchingScorer(active, BatchRules.DEFAULT, nanos::get)) {
            scorer.replace(new Line(active, null, 0, shadow)).join();

            Scored real = scorer.submit("a", new Waveform(new float[1_000])).join();

            assertThat(real.release().id().name()).isEqualTo("active");
            CompletableFuture<Scored> later = requireNonNull(real.shadow());
            assertThat(later.join().release().id().name()).isEqualTo("shadow");
        }
        assertThat(shadow.closed()).isTrue();
    }

    @Test
    void whatAShadowHasNotScoredIsGivenUpWhenItGoes() {
        var queue = new ShadowQueue(nanos::get);
        CompletableFuture<Scored> first = queue.add(new Waveform(new float[1_000]));
        for (int i = 0; i < 64; i++) {
            var unused = queue.add(new Waveform(new float[1_000]));
        }

        assertThat(first).isCancelled();
        queue.clear();
        assertThat(queue.isEmpty()).isTrue();
        assertThatThrownBy(first::join).isInstanceOf(CancellationException.class);
    }
}
