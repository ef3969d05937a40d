package io.emistream.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StickyErrorsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CUDA error: unspecified launch failure",
                "CUDA error: device-side assert triggered\nCUDA kernel errors might be asynchronously reported",
                "CUDA error: an illegal memory access was encountered",
                "CUDA error: uncorrectable ECC error encountered",
                "CUDA error: CUBLAS_STATUS_EXECUTION_FAILED when calling `cublasSgemm(handle)`",
                "cuDNN error: CUDNN_STATUS_EXECUTION_FAILED",
                "CUDA error: one that is made in some years"
            })
    void aDeviceIsLostByErrorsThatStay(String message) {
        assertThat(StickyErrors.in(new IllegalStateException(message))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CUDA out of memory. Tried to allocate 20.00 MiB",
                "CUDA error: out of memory",
                "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
                "CUDA error: no kernel image is available for execution on the device",
                "cuDNN error: CUDNN_STATUS_NOT_SUPPORTED",
                "shapes differ"
            })
    void aDeviceIsSoundAfterErrorsThatPass(String message) {
        assertThat(StickyErrors.in(new IllegalStateException(message))).isEmpty();
    }

    @Test
    void findsTheLineWhereverItIsTold() {
        var told = new IllegalStateException(
                "forward failed",
                new IllegalStateException(
                        "The following operation failed in the TorchScript interpreter.\nRuntimeError: CUDA error: misaligned address\nCompile with `TORCH_USE_CUDA_DSA`"));

        assertThat(StickyErrors.in(told)).contains("RuntimeError: CUDA error: misaligned address");
    }

    @Test
    void copesWithAFailureWithoutWords() {
        assertThat(StickyErrors.in(new IllegalStateException())).isEmpty();
    }
}
