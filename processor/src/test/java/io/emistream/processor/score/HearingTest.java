package io.emistream.processor.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.model.Scored;
import io.emistream.model.Scorer;
import io.emistream.model.Waveform;
import io.emistream.processor.quality.SpeechRules;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HearingTest {
    private static final short[] SECOND = new short[16_000];

    private final Queue<Runnable> thread = new ArrayDeque<>();
    private final Noted scorer = new Noted();
    private final Hearing hearing = new Hearing(scorer, SpeechRules.anySound(), thread::add);

    @Test
    void finalSegmentsOvertakeProvisionalOnes() {
        var results = List.of(
                hearing.inSpareTime("early", SECOND),
                hearing.inSpareTime("early too", SECOND),
                hearing.submit("first", SECOND),
                hearing.submit("second", SECOND));
        run();

        assertThat(scorer.asked).containsExactly("first", "second", "early", "early too");
        assertThat(results).allMatch(CompletableFuture::isDone);
    }

    @Test
    void aProvisionalOneIsGivenUpWhileAFinalOneWaits() {
        var last = hearing.submit("final", SECOND);
        var early = hearing.inSpareTime("early", SECOND);
        assertThat(early).isCancelled();
        run();

        assertThat(last).isCompleted();
        assertThat(scorer.asked).containsExactly("final");
        assertThat(hearing.inSpareTime("early", SECOND)).isNotDone();
    }

    @Test
    void whatIsWithdrawnIsNotHeard() {
        var early = hearing.inSpareTime("early", SECOND);
        var last = hearing.submit("final", SECOND);
        var next = hearing.submit("next", SECOND);
        Hearing.withdraw(early);
        Hearing.withdraw(last);
        run();

        assertThat(next).isCompleted();
        assertThat(scorer.asked).containsExactly("next");
    }

    private void run() {
        while (!thread.isEmpty()) thread.remove().run();
    }

    /** Notes who asks. */
    private static final class Noted implements Scorer {
        private final List<String> asked = new ArrayList<>();

        @Override
        public CompletableFuture<Scored> submit(String sessionId, Waveform waveform) {
            asked.add(sessionId);
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<Scored> inSpareTime(String sessionId, Waveform waveform) {
            return submit(sessionId, waveform);
        }

        @Override
        public void close() {}
    }
}
