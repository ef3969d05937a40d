package io.emistream.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SampleStreamTest {
    private static final int FRAMES = 4096;

    @Test
    void samplesOfWhichTheResamplerWouldMakeInfinityCountAsZero() throws IOException {
        try (var stream = new SampleStream(Path.of("loud.wav"), new Square(Float.MAX_VALUE))) {
            assertThat(stream.readAll()).containsOnly(0);
            assertThat(stream.remarks()).containsExactly(FRAMES + " samples are not numbers; they count as 0");
        }
    }

    @Test
    void samplesFarBeyondFullScaleStayNumbers() throws IOException {
        try (var stream = new SampleStream(Path.of("loud.wav"), new Square(1e30f))) {
            for (float sample : stream.readAll()) assertThat(sample).isBetween(-2e30f, 2e30f);
            assertThat(stream.remarks()).isEmpty();
        }
    }

    /** A wave of which a filter overshoots. */
    private static final class Square implements PcmSource {
        private final float height;
        private boolean read;

        Square(float height) {
            this.height = height;
        }

        @Override
        public SourceFormat format() {
            return new SourceFormat("square", 48_000, 1, OptionalLong.of(FRAMES));
        }

        @Override
        public int read(float[] interleaved) {
            if (read) return -1;
            read = true;
            for (int i = 0; i < FRAMES; i++) interleaved[i] = i / 64 % 2 == 0 ? height : -height;
            return FRAMES;
        }

        @Override
        public List<String> remarks() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
