package io.emistream.processor.cut;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.processor.Asked;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ListeningTest {
    private static final long BEGIN = 1_000_000;
    private static final long HOUR = 3_600_000;

    private final AtomicBoolean connected = new AtomicBoolean(true);
    private final AtomicLong end = new AtomicLong();
    private final AtomicLong handled = new AtomicLong();
    private final Listening listening = new Listening(BEGIN, new Asked(end::get, handled::get, connected::get), 0);

    @Test
    void silenceIsTheTimeSinceTheLastWord() {
        pass(BEGIN, BEGIN + 9_000);

        assertThat(listening.silence(BEGIN + 2_000)).isEqualTo(7_000);
    }

    @Test
    void silenceBeforeTheTaskBeganIsNotTheProducers() {
        pass(BEGIN, BEGIN + 9_000);

        assertThat(listening.silence(BEGIN - HOUR)).isEqualTo(9_000);
    }

    @Test
    void aStepAheadIsNoSilence() {
        pass(BEGIN, BEGIN + 9_000);

        pass(BEGIN + HOUR, BEGIN + HOUR + 1_000);

        assertThat(listening.silence(BEGIN + 9_000)).isEqualTo(1_000);
    }

    @Test
    void aStepBackNeitherMakesNorForgivesSilence() {
        pass(BEGIN, BEGIN + 9_000);

        pass(BEGIN - HOUR, BEGIN - HOUR + 4_000);

        assertThat(listening.silence(BEGIN + 9_000)).isEqualTo(4_000);
        assertThat(listening.silence(BEGIN - HOUR + 3_000)).isEqualTo(1_000);
    }

    @Test
    void silenceBeginsAnewWhenKafkaIsAway() {
        pass(BEGIN, BEGIN + 9_000);
        connected.set(false);

        assertThat(listening.certain()).isFalse();
        assertThat(listening.silence(BEGIN)).isZero();

        connected.set(true);
        pass(BEGIN + 9_000, BEGIN + 12_000);
        assertThat(listening.certain()).isTrue();
        assertThat(listening.silence(BEGIN)).isEqualTo(3_000);
    }

    @Test
    void nobodyIsSilentWhileChunksLieUnread() {
        pass(BEGIN, BEGIN + 9_000);
        end.set(40);
        handled.set(30);

        assertThat(listening.certain()).isFalse();

        end.set(50);
        handled.set(40);
        assertThat(listening.certain()).isTrue(); // all that lay there when it was asked
        assertThat(listening.certain()).isFalse(); // asked anew
    }

    @Test
    void anAnswerIsNotKeptForTheNextSilence() {
        end.set(10);
        assertThat(listening.certain()).isFalse();
        listening.forget();
        end.set(20);

        handled.set(15);

        assertThat(listening.certain()).isFalse();
    }

    private void pass(long from, long to) {
        for (long now = from; now <= to; now += 250) listening.at(now);
    }
}
