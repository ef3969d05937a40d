package io.emistream.app.rules.broken.dashboard;

import ai.djl.ndarray.NDArray;
import be.tarsos.dsp.resample.Resampler;
import io.emistream.app.rules.broken.audio.Clip;

/** Breaks: modules depend one way, DJL only in model and trainer, TarsosDSP only in audio. */
public record Page(Clip clip, NDArray tensor, Resampler resampler) {}
