package io.emistream.model.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.model.network.Precision;
import org.junit.jupiter.api.Test;

class EngineRulesTest {
    private static final EngineRules ON_GPU = EngineRules.STANDARD.on(DeviceChoice.parse("cuda:1"));
    private static final EngineRules ON_CPU = EngineRules.STANDARD.on(DeviceChoice.cpu());

    @Test
    void refusesNumbersThatTheDeviceCannotComputeWith() {
        assertThatThrownBy(() -> ON_GPU.in(Precision.INT8).check(true))
                .hasMessageContaining("int8")
                .hasMessageContaining("use fp16 or bf16");
        assertThatThrownBy(() -> ON_CPU.in(Precision.FP16).check(false))
                .hasMessageContaining("fp16")
                .hasMessageContaining("use fp32 or int8");
    }

    @Test
    void letsEachDeviceComputeWithWhatItHas() {
        assertThatCode(() -> {
                    ON_GPU.in(Precision.BF16).check(true);
                    ON_GPU.in(Precision.FP16).check(true);
                    ON_CPU.in(Precision.INT8).check(false);
                    ON_CPU.in(Precision.FP32).check(false);
                })
                .doesNotThrowAnyException();
    }
}
