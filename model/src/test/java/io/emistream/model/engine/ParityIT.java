package io.emistream.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.model.network.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares every stage of the network with PyTorch and Transformers; see {@code reference/make_reference.py}. */
class ParityIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "full-path",
                "wide",
                "odd-kernel",
                "base-style",
                "post-norm",
                "one-lstm-layer",
                "affect-only",
                "g",
                "g-r",
                "r-l",
                "g-r-l",
                "r-l-v",
                "linear-baseline"
            })
    void givesTheReferencesValuesAtEveryStageAloneAndInABatch(String name) throws Exception {
        List<ParityTrial.Difference> differences = differences(name, Precision.FP32);

        assertThat(differences)
                .hasSizeGreaterThanOrEqualTo(6 * 5)
                .allSatisfy(difference ->
                        assertThat(difference.largest()).as("%s", difference).isLessThan(1e-4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"full-path", "wide", "base-style", "post-norm", "affect-only"})
    void staysNearTheReferenceInEightBits(String name) throws Exception {
        List<ParityTrial.Difference> differences = differences(name, Precision.INT8);

        // matrices this narrow average few rounding errors: at full size they are smaller
        assertThat(differences)
                .filteredOn(difference -> difference.stage().equals("hidden"))
                .hasSize(6)
                .allSatisfy(difference ->
                        assertThat(difference.relative()).as("%s", difference).isBetween(1e-4, 0.2));
    }

    private static List<ParityTrial.Difference> differences(String name, Precision precision) throws Exception {
        var file = Path.of(Objects.requireNonNull(ParityIT.class.getResource("/reference/" + name + ".safetensors"))
                .toURI());
        var differences = new ArrayList<ParityTrial.Difference>();
        new ParityTrial(file, precision).run(differences::add);
        return differences;
    }
}
