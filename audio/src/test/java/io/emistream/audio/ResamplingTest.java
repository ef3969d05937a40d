package io.emistream.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplingTest {
    @ParameterizedTest
    @ValueSource(ints = {8_000, 11_025, 22_050, 32_000, 44_100, 48_000, 96_000})
    void keepsTheLevelAndPhaseOfAToneOfOneKilohertz(int rate) throws IOException {
        float[] heard = resample(tone(rate, 1000, 2 * rate), rate, 4096, 4096);

        assertThat(decibels(heard)).isCloseTo(0, within(0.1));
        for (int i = 4000; i < 28_000; i++)
            assertThat(heard[i]).isCloseTo((float) (0.5 * Math.sin(2 * Math.PI * 1000 * i / 16_000)), within(5e-4f));
    }

    @ParameterizedTest
    @CsvSource({"22050,8500", "22050,10000", "32000,12000", "44100,8200", "44100,12000", "44100,15000", "44100,20000"})
    @CsvSource({"48000,9000", "48000,23000", "96000,12000", "96000,20000", "96000,40000"})
    void pushesWhatWouldAliasBelowSixtyDecibels(int rate, int hertz) throws IOException {
        float[] heard = resample(tone(rate, hertz, 2 * rate), rate, 4096, 4096);

        assertThat(decibels(heard)).isLessThan(-60);
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000})
    void keepsLengthAndTailAndDelaysNothing(int rate) throws IOException {
        int length = 2 * rate + 7;
        var clicks = new float[length];
        clicks[rate / 4] = 1;
        clicks[length - 1] = 1;

        float[] heard = resample(clicks, rate, 4096, 4096);

        assertThat(heard).hasSize((int) Math.round(length * 16_000.0 / rate));
        assertThat(loudest(heard, 0, heard.length / 2)).isCloseTo(4000, within(1));
        assertThat(loudest(heard, heard.length / 2, heard.length)).isGreaterThan(heard.length - 4);
    }

    @Property(tries = 25, seed = "2026")
    void doesNotDependOnHowSourceAndReaderSliceIt(
            @ForAll @IntRange(min = 1, max = 5000) int sourceBlock,
            @ForAll @IntRange(min = 1, max = 5000) int readerBlock,
            @ForAll @IntRange(min = 1, max = 30_000) int length,
            @ForAll @IntRange(min = 1_000, max = 100_000) int rate)
            throws IOException {
        var noise = new float[length];
        var random = new Random(length);
        for (int i = 0; i < length; i++) noise[i] = random.nextFloat() - 0.5f;

        assertThat(resample(noise, rate, sourceBlock, readerBlock)).isEqualTo(resample(noise, rate, 4096, 4096));
    }

    private static float[] tone(int rate, double hertz, int length) {
        var samples = new float[length];
        for (int i = 0; i < length; i++) samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / rate));
        return samples;
    }

    private static float[] resample(float[] in, int rate, int sourceBlock, int readerBlock) throws IOException {
        var at = new int[1];
        Resampling.Mono source = (buffer, offset, room) -> {
            int count = Math.min(Math.min(room, sourceBlock), in.length - at[0]);
            if (count == 0) return -1;
            System.arraycopy(in, at[0], buffer, offset, count);
            at[0] += count;
            return count;
        };
        var converted = Resampling.to16k(source, rate);
        var out = new float[(int) (in.length * 16_000L / rate) + 10_000];
        int length = 0;
        var block = new float[readerBlock];
        for (int got = converted.read(block, 0, readerBlock); got >= 0; got = converted.read(block, 0, readerBlock)) {
            System.arraycopy(block, 0, out, length, got);
            length += got;
        }
        return Arrays.copyOf(out, length);
    }

    /** Level against the tone that went in, edges left out. */
    private static double decibels(float[] heard) {
        double squares = 0;
        for (int i = 2000; i < heard.length - 2000; i++) squares += heard[i] * heard[i];
        return 10 * Math.log10(squares / (heard.length - 4000) / 0.125);
    }

    private static int loudest(float[] samples, int from, int to) {
        int best = from;
        for (int i = from; i < to; i++) if (Math.abs(samples[i]) > Math.abs(samples[best])) best = i;
        return best;
    }
}
