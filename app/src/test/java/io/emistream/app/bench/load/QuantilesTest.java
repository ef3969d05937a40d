package io.emistream.app.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuantilesTest {
    @Test
    void areTheValuesOfTheirRanks() {
        var oneToTwoHundred =
                IntStream.rangeClosed(1, 200).mapToObj(i -> 201.0 - i).toList();

        assertThat(Quantiles.of(oneToTwoHundred)).isEqualTo(new Quantiles(200, 100, 190, 198, 200));
    }

    @Test
    void ofOneValueAreThatValue() {
        assertThat(Quantiles.of(List.of(7.0))).isEqualTo(new Quantiles(1, 7, 7, 7, 7));
    }

    @Test
    void ofNothingAreNoNumbers() {
        assertThat(Quantiles.of(List.of())).isEqualTo(new Quantiles(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN));
    }
}
