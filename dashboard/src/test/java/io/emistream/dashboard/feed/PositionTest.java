package io.emistream.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    @Test
    void isWrittenAsTheNextOffsetOfEachPartition() {
        var position = Position.start("1f0c9ab2")
                .after(new Slot(EventType.SESSION, 0), 8)
                .after(new Slot(EventType.AFFECT, 12), 16);

        assertThat(position).hasToString("1f0c9ab2.a12-17.s0-9");
    }

    @Property(seed = "1")
    void isReadBackAsWritten(
            @ForAll Map<@IntRange(max = 500) Integer, @LongRange(max = 999_999_999_999_999_998L) Long> offsets) {
        var position = Position.start("00000000");
        for (var entry : offsets.entrySet())
            position = position.after(new Slot(EventType.AFFECT, entry.getKey()), entry.getValue());

        assertThat(Position.parse(position.toString())).contains(position);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "17",
                "1f0c9ab2.",
                "1f0c9ab2.a0",
                "1f0c9ab2.x0-1",
                "1f0c9ab2.a-1",
                "1f0c9ab2.a0--1",
                "1F0C9AB2.a0-1",
                "1f0c9ab2.a0-99999999999999999999",
                "1f0c9ab2.a0-18446744073709551615",
                "1f0c9ab2\n.a0-1"
            })
    void nothingElseIsAPosition(String text) {
        assertThat(Position.parse(text)).isEmpty();
    }

    @Test
    void neverGoesBack() {
        var slot = new Slot(EventType.AFFECT, 0);
        var position = Position.start("00000000").after(slot, 9);

        assertThat(position.atLeast(Map.of(slot, 4L))).isEqualTo(position);
        assertThat(position.atLeast(Map.of(slot, 14L)).hasSeen(slot, 13)).isTrue();
    }
}
