package io.emistream.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveResamplingTest {
    @ParameterizedTest
    @ValueSource(ints = {8_000, 12_000, 16_000, 24_000, 32_000, 48_000})
    void isBitForBitWhatTheSameAudioGivesFromAFile(int rate) throws IOException {
        var samples = noise(9 * rate + 17);

        assertThat(live(samples, rate, 977)).isEqualTo(fromFile(samples, rate));
    }

    /** Where the phase is rounded, now and then the neighbouring entry of the filter's table is taken. */
    @ParameterizedTest
    @CsvSource({"11025,10", "22050,3", "44100,0.2", "44101,0.2"})
    void isWithinStepsOfTheFileAtOtherRates(int rate, double steps) throws IOException {
        var samples = noise(9 * rate + 17);

        var live = live(samples, rate, 977);
        var file = fromFile(samples, rate);

        assertThat(live).hasSameSizeAs(file);
        for (int i = 0; i < file.length; i++) assertThat(live[i]).isCloseTo(file[i], within((float) (steps / 32_768)));
    }

    @Property(tries = 12, seed = "2026")
    void goesOnBitForBitWhereverItWasBrokenOff(
            @ForAll @IntRange(min = 8_000, max = 48_000) int anyRate,
            @ForAll boolean usual,
            @ForAll @IntRange(min = 1, max = 250_000) int length,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0, max = 130_000) Integer> breaks,
            @ForAll @IntRange(min = 1, max = 5_000) int slice) {
        int rate = usual ? List.of(8_000, 16_000, 44_100, 48_000).get(anyRate % 4) : anyRate;
        var samples = noise(length);
        var whole = live(samples, rate, 4096);

        var joined = new float[whole.length];
        int made = 0;
        for (int stored : breaks.stream().sorted().toList()) {
            // what was made until the stream broke off is lost beyond what is stored
            var part = from(made, samples, rate, slice, false);
            int kept = Math.max(made, Math.min(stored, made + part.length));
            System.arraycopy(part, 0, joined, made, kept - made);
            made = kept;
        }
        var rest = from(made, samples, rate, slice, true);
        System.arraycopy(rest, 0, joined, made, rest.length);

        assertThat(made + rest.length).isEqualTo(whole.length);
        assertThat(joined).isEqualTo(whole);
    }

    @Test
    void delaysLessThanThirtyMilliseconds() {
        for (int rate : new int[] {8_000, 44_100, 48_000}) {
            var live = new LiveResampling(rate);

            assertThat(live.add(noise(rate)).length).as("at %s Hz", rate).isGreaterThan(16_000 - 480);
        }
    }

    @Test
    void needsAtMostFourSecondsAndALittleAgain() {
        assertThat(LiveResampling.firstNeeded(48_000, 64_000 + 63_999)).isEqualTo(4 * 48_000 - 129);
        assertThat(LiveResampling.firstNeeded(48_000, 63_999)).isZero();
        assertThat(LiveResampling.firstNeeded(16_000, 63_999)).isEqualTo(63_999);
    }

    @Test
    void refusesRatesOutOfRange() {
        assertThatThrownBy(() -> new LiveResampling(96_000)).hasMessageContaining("8000 to 48000 Hz");
    }

    private static float[] from(int made, float[] samples, int rate, int slice, boolean toTheEnd) {
        var live = new LiveResampling(rate, made);
        var parts = new ArrayList<float[]>();
        for (int at = Math.toIntExact(live.heard()); at < samples.length; at += slice)
            parts.add(live.add(Arrays.copyOfRange(samples, at, Math.min(samples.length, at + slice))));
        if (toTheEnd) parts.add(live.end());
        return join(parts);
    }

    private static float[] live(float[] samples, int rate, int slice) {
        return from(0, samples, rate, slice, true);
    }

    private static float[] fromFile(float[] in, int rate) throws IOException {
        var at = new int[1];
        var converted = Resampling.to16k(
                (buffer, offset, room) -> {
                    int count = Math.min(room, in.length - at[0]);
                    if (count == 0) return -1;
                    System.arraycopy(in, at[0], buffer, offset, count);
                    at[0] += count;
                    return count;
                },
                rate);
        var parts = new ArrayList<float[]>();
        var block = new float[4096];
        for (int got = converted.read(block, 0, 4096); got >= 0; got = converted.read(block, 0, 4096))
            parts.add(Arrays.copyOf(block, got));
        return join(parts);
    }

    private static float[] join(List<float[]> parts) {
        var all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int length = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, all, length, part.length);
            length += part.length;
        }
        return all;
    }

    private static float[] noise(int length) {
        var samples = new float[length];
        var random = new Random(length);
        for (int i = 0; i < length; i++) samples[i] = random.nextFloat() - 0.5f;
        return samples;
    }
}
