package io.emistream.producer.microphone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.producer.AudioBlock;
import io.emistream.producer.Timing;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MicrophoneSourceTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> news = new ArrayList<>();
    private final Timing timing =
            new Timing(() -> NOON.plusNanos(nanos.get()), nanos::get, time -> nanos.addAndGet(time.toNanos()));

    @Test
    void givesTheSamplesOfALineAt16kHzUntouched() throws Exception {
        var microphone = new FakeMicrophone(format -> true);

        var block = next(source(microphone));

        assertThat(block.samples()).hasSize(320);
        for (int i = 0; i < 320; i++) assertThat(block.samples()[i]).isEqualTo(FakeMicrophone.value(i));
        assertThat(block.lostBefore()).isZero();
        assertThat(news).containsExactly("hearing Fake USB microphone at 16,000 Hz, mono");
    }

    @Test
    void takesTheBestFormatThatTheDeviceKnows() throws Exception {
        var microphone = new FakeMicrophone(format -> format.getChannels() == 2 && format.getSampleRate() >= 44_100);

        var source = source(microphone);

        assertThat(news).containsExactly("hearing Fake USB microphone at 48,000 Hz, 2 channels");
        long samples = 0;
        for (int i = 0; i < 50; i++) samples += next(source).samples().length;
        assertThat(samples).isBetween(15_000L, 16_000L);
    }

    @Test
    void aMicrophoneThatWasUnpluggedIsFoundAgainAndTheTimeBetweenIsLost() throws Exception {
        var first = new FakeMicrophone(format -> true);
        var there = new AtomicReference<Optional<Microphone>>(Optional.of(first));
        var source = MicrophoneSource.open(
                () -> nanos.get() > 7e9 ? Optional.of(new FakeMicrophone(format -> true)) : there.get(),
                timing,
                news::add);
        next(source);

        first.unplug();
        there.set(Optional.empty());
        var after = next(source);

        long elapsed = nanos.get() * 16_000 / 1_000_000_000;
        assertThat(elapsed).isGreaterThan(7 * 16_000);
        assertThat(after.lostBefore()).isBetween(elapsed - 16, elapsed);
        assertThat(next(source).lostBefore()).isZero();
        assertThat(news)
                .containsExactly(
                        "hearing Fake USB microphone at 16,000 Hz, mono",
                        "the microphone is gone: it gave nothing for 2 s; plug it in again, it is looked for every second",
                        "hearing Fake USB microphone at 16,000 Hz, mono");
    }

    @Test
    void saysWhyItCannotBeOpenedToBeginWith() {
        var gone = new FakeMicrophone(format -> true);
        gone.unplug();

        assertThatThrownBy(() -> source(gone))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it cannot be opened (line with format");
        assertThatThrownBy(() -> MicrophoneSource.open(Optional::empty, timing, news::add))
                .isInstanceOf(IOException.class)
                .hasMessage("it is not there");
    }

    @Test
    void endsOnceItIsClosed() throws Exception {
        var source = source(new FakeMicrophone(format -> true));
        next(source);

        source.close();

        assertThat(source.next()).isNull();
    }

    private MicrophoneSource source(Microphone microphone) throws IOException {
        return MicrophoneSource.open(() -> Optional.of(microphone), timing, news::add);
    }

    private static AudioBlock next(MicrophoneSource source) throws InterruptedException {
        @Nullable AudioBlock block = source.next();
        if (block == null) throw new AssertionError("it ended");
        return block;
    }
}
