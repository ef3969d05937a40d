package io.emistream.processor.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ReorderWindowTest {
    @Test
    void waitsForTheChunkThatIsDue() {
        assertThat(through(4, List.of(0L, 2L, 3L, 1L, 4L))).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void givesUpAChunkThatTheWholeWindowOvertook() {
        assertThat(through(3, List.of(0L, 2L, 3L, 4L, 1L, 5L))).containsExactly(0L, 2L, 3L, 4L, 5L);
    }

    @Test
    void takesEachChunkOnce() {
        var window = new ReorderWindow(4, 0, List.of());

        assertThat(window.offer(1)).isTrue();
        assertThat(window.offer(1)).isFalse();
        assertThat(window.offer(0)).isTrue();
        window.next();
        assertThat(window.offer(0)).isFalse();
    }

    @Test
    void atLastTakesWhatItHolds() {
        var window = new ReorderWindow(10, 3, List.of(5L, 7L));

        assertThat(window.nextAtLast()).hasValue(5);
        assertThat(window.nextAtLast()).hasValue(7);
        assertThat(window.nextAtLast()).isEmpty();
        assertThat(window.expected()).isEqualTo(8);
    }

    /** Within the window neither order nor duplicates matter, and what was lost is lost in every order. */
    @Property(tries = 300, seed = "20261128")
    void orderAndDuplicatesWithinTheWindowDoNotMatter(
            @ForAll @LongRange(min = 0) long seed, @ForAll @IntRange(min = 2, max = 20) int size) {
        var random = new Random(seed);
        var sent = new ArrayList<Long>();
        for (long s = 0; s < 100; s++) if (random.nextInt(10) > 0) sent.add(s);
        var arriving = disordered(sent, size, random);

        assertThat(through(size, arriving)).isEqualTo(through(size, sent));
        assertThat(through(size, sent)).isEqualTo(sent);
    }

    /** Shuffled in blocks shorter than the window, some sent again. */
    private static List<Long> disordered(List<Long> sent, int size, Random random) {
        var arriving = new ArrayList<Long>();
        for (long block = 0; block <= 100; block += size) {
            long end = block + size;
            long start = block;
            var part = new ArrayList<>(
                    sent.stream().filter(s -> s >= start && s < end).toList());
            if (!part.isEmpty()) part.add(part.get(random.nextInt(part.size())));
            Collections.shuffle(part, random);
            arriving.addAll(part);
        }
        return arriving;
    }

    private static List<Long> through(int size, List<Long> arriving) {
        var window = new ReorderWindow(size, 0, List.of());
        var taken = new ArrayList<Long>();
        for (long sequence : arriving) {
            window = new ReorderWindow(size, window.expected(), window.held()); // state moves at every step
            window.offer(sequence);
            for (var next = window.next(); next.isPresent(); next = window.next()) taken.add(next.getAsLong());
        }
        for (var next = window.nextAtLast(); next.isPresent(); next = window.nextAtLast()) taken.add(next.getAsLong());
        return taken;
    }
}
