package io.emistream.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LengthGroupsTest {

    @Property(tries = 300, seed = "1")
    void putsEachWaveformInOneGroupWithLittlePaddingAndWithinLimits(
            @ForAll @Size(max = 60) int @IntRange(min = 400, max = 192_000) [] lengths) {
        List<List<Integer>> groups = new LengthGroups(8, 400_000, 4_000).of(lengths);

        assertThat(groups.stream()
                        .flatMap(List::stream)
                        .sorted()
                        .mapToInt(Integer::intValue)
                        .toArray())
                .isEqualTo(IntStream.range(0, lengths.length).toArray());
        for (List<Integer> group : groups) {
            int[] members = group.stream().mapToInt(i -> lengths[i]).toArray();
            int longest = Arrays.stream(members).max().orElseThrow();
            int shortest = Arrays.stream(members).min().orElseThrow();
            assertThat(group).hasSizeLessThanOrEqualTo(8);
            assertThat(group.size() == 1 || (long) group.size() * longest <= 400_000)
                    .isTrue();
            assertThat(shortest >= 0.85 * longest || longest - shortest <= 4_000)
                    .isTrue();
        }
    }
}
