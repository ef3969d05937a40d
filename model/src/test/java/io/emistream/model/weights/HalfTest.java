package io.emistream.model.weights;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HalfTest {
    @Test
    void everyNumberOfSixteenBitsComesBackTheSame() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = Half.fromFloat16((short) bits);
            if (!Float.isNaN(value)) assertThat(Half.toFloat16(value)).isEqualTo((short) bits);
        }
        assertThat(Half.fromFloat16(Half.toFloat16(Float.NaN))).isNaN();
    }

    @Property(tries = 20_000)
    void takesTheNearerNeighbour(@ForAll float value) {
        float half = Half.fromFloat16(Half.toFloat16(value));

        if (Math.abs(value) >= 65_520) assertThat(half).isInfinite();
        else {
            double apart = Math.abs((double) half - value);
            for (int step : new int[] {-1, 1}) {
                float neighbour = Half.fromFloat16((short) (Half.toFloat16(value) + step));
                if (!Float.isNaN(neighbour))
                    assertThat(apart).isLessThanOrEqualTo(Math.abs((double) neighbour - value));
            }
        }
    }
}
