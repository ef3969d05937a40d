package io.emistream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KeptTest {
    private static final int CAPACITY = 100_001;

    @Property(tries = 200, seed = "7")
    void givesBackWhatWasAddedUntilItIsForgotten(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int sampleBytes) {
        var random = new Random(seed);
        var said = new byte[4 * CAPACITY];
        random.nextBytes(said);
        var kept = new Kept(sampleBytes, CAPACITY);
        int added = 0;

        while (added < said.length) {
            int offered = Math.min(random.nextInt(50_000) + 1, said.length - added);
            int taken = kept.add(said, added, offered);
            added += taken;

            assertThat(added - kept.first() * sampleBytes).isLessThanOrEqualTo(CAPACITY);
            assertThat(taken == offered || added - kept.first() * sampleBytes == CAPACITY)
                    .isTrue();
            assertThat(kept.end()).isEqualTo(added / sampleBytes);
            long from = kept.first() + random.nextInt((int) (kept.end() - kept.first()) + 1);
            var copy = kept.get(from, random.nextInt(CAPACITY));
            int at = (int) from * sampleBytes;
            assertThat(copy.array()).isEqualTo(Arrays.copyOfRange(said, at, at + copy.remaining()));
            assertThat(copy.remaining() % sampleBytes).isZero();
            kept.forget(kept.first() + random.nextInt(60_000) / sampleBytes);
        }
    }

    @Test
    void knowsNoAudioBeforeWhatItKeeps() {
        var kept = new Kept(2, 100);
        kept.add(new byte[20], 0, 20);
        kept.forget(4);

        assertThat(kept.get(4, 100).remaining()).isEqualTo(12);
        assertThatThrownBy(() -> kept.get(3, 100)).hasMessageContaining("kept is 4 to 10");
    }
}
