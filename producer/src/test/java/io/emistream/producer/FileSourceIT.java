package io.emistream.producer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.audio.AudioFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceIT {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path folder;

    private long nanos;
    private final List<Duration> slept = new ArrayList<>();
    private final Timing hands = new Timing(() -> NOON.plusNanos(nanos), () -> nanos, time -> {
        slept.add(time);
        nanos += time.toNanos();
    });

    @Test
    void isLiveAndALateBlockDoesNotDelayTheNext() throws Exception {
        try (var source = new FileSource(AudioFiles.open(recording(4000)), Pace.LIVE, hands)) {
            var first = source.next();
            nanos += Duration.ofMillis(30).toNanos();
            var second = source.next();
            var tail = source.next();

            assertThat(slept).containsExactly(Duration.ofMillis(100), Duration.ofMillis(70), Duration.ofMillis(50));
            assertThat(List.of(first, second, tail))
                    .extracting(AudioBlock::captured)
                    .containsExactly(NOON.plusMillis(100), NOON.plusMillis(200), NOON.plusMillis(250));
            assertThat(requireNonNull(tail).samples()).hasSize(800);
            assertThat(source.next()).isNull();
        }
    }

    @Test
    void isTwiceAsFastAtSpeedTwoAndNeverWaitsAtZero() throws Exception {
        try (var source = new FileSource(AudioFiles.open(recording(1600)), new Pace(2), hands)) {
            source.next();
        }
        assertThat(slept).containsExactly(Duration.ofMillis(50));

        try (var source = new FileSource(AudioFiles.open(recording(16_000)), Pace.FAST, hands)) {
            while (source.next() != null) {}
        }
        assertThat(slept).hasSize(1);
    }

    @Test
    void refusesASpeedThatIsNone() {
        assertThatThrownBy(() -> new Pace(-1)).hasMessageContaining("speed -1.0 is out of range");
        assertThatThrownBy(() -> new Pace(Double.NaN)).hasMessageContaining("out of range");
    }

    private Path recording(int samples) throws IOException {
        var file = folder.resolve(samples + ".wav");
        var in = new AudioInputStream(
                new ByteArrayInputStream(new byte[2 * samples]), new AudioFormat(16_000, 16, 1, true, false), samples);
        AudioSystem.write(in, AudioFileFormat.Type.WAVE, file.toFile());
        return file;
    }
}
