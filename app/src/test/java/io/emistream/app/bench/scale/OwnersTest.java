package io.emistream.app.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OwnersTest {
    @Test
    void shareEvenlyWhereNobodyHasLessThanHisPart() {
        assertThat(Owners.even(List.of(4, 4, 4), 3, 12)).isTrue();
        assertThat(Owners.even(List.of(5, 4, 4), 3, 13)).isTrue();
    }

    @Test
    void doNotWhileOneIsMissingOrHasMoreThanHisPart() {
        assertThat(Owners.even(List.of(6, 6), 3, 12)).isFalse();
        assertThat(Owners.even(List.of(6, 3, 3), 3, 12)).isFalse();
        assertThat(Owners.even(List.of(4, 4, 0), 3, 12)).isFalse();
    }
}
