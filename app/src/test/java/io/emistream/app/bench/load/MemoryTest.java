package io.emistream.app.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MemoryTest {
    @Test
    void isFlatWhereOnlyTheFirstTenthGrew() {
        var looks = looks(10, i -> 100 + 50 * i);
        looks.addAll(looks(90, i -> 1_000));

        assertThat(Memory.of(looks)).contains(new Memory(1_000, 1_000));
    }

    @Test
    void growthIsFromAfterTheWarmUpToTheEnd() {
        var memory = Memory.of(looks(100, i -> 1_000 + 10 * i)).orElseThrow();

        assertThat(memory).isEqualTo(new Memory(1_150, 1_950));
        assertThat(memory.growth()).isBetween(69.5, 69.6);
    }

    @Test
    void aPeakInTheLastTenthIsNoGrowth() {
        var looks = looks(100, i -> 1_000);
        looks.set(97, 9_000L);

        assertThat(Memory.of(looks).orElseThrow().growth()).isZero();
    }

    @Test
    void ofFewLooksNothingIsSaid() {
        assertThat(Memory.of(looks(59, i -> 1_000))).isEmpty();
    }

    @Test
    void whereTheSystemDoesNotTellNothingIsSaid() {
        assertThat(Memory.of(looks(100, i -> 0))).isEmpty();
    }

    private static List<Long> looks(int count, LongUnaryOperator bytes) {
        return new ArrayList<>(LongStream.range(0, count).map(bytes).boxed().toList());
    }
}
