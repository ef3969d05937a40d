package io.emistream.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.model.Score;
import io.emistream.model.Waveform;
import io.emistream.model.network.Precision;
import io.emistream.model.release.BundledRelease;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Needs a CUDA device and the libraries that docs/operations.md names: {@code ./mvnw -pl model verify -DexcludedGroups=long -Dit.test=GpuIT}. */
@Tag("gpu")
class GpuIT {

    @ParameterizedTest
    @CsvSource({"FP32, 1e-4", "FP16, 0.02", "BF16, 0.1"})
    void givesTheValuesOfTheCpu(Precision precision, float tolerance) throws IOException {
        List<Waveform> batch = List.of(
                BundledReleaseIT.noise(400),
                BundledReleaseIT.noise(16_000),
                BundledReleaseIT.noise(17_000),
                BundledReleaseIT.noise(192_000));
        var cpu = EngineRules.STANDARD.on(DeviceChoice.cpu());
        var gpu = EngineRules.STANDARD.on(DeviceChoice.parse("cuda:0")).in(precision);

        List<Score> expected = scores(cpu, batch);
        List<Score> actual = scores(gpu, batch);

        for (int i = 0; i < batch.size(); i++) {
            assertThat(Distance.between(actual.get(i), expected.get(i))).isLessThan(tolerance);
        }
    }

    private static List<Score> scores(EngineRules rules, List<Waveform> batch) throws IOException {
        try (var engine = Engines.open(BundledRelease.open(), rules)) {
            return engine.infer(batch);
        }
    }
}
