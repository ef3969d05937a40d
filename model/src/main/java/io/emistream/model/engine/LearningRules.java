package io.emistream.model.engine;

import io.emistream.model.network.Precision;
import io.emistream.model.network.Regularisation;
import java.util.function.ToDoubleFunction;

/**
 * How a network learns.
 *
 * @param device where
 * @param precision of what lies between weights; weights stay 32-bit
 * @param regularisation what is left out by chance
 * @param pace share of the learning rate by weight name; 0 freezes it
 * @param mostSamples samples in one pass, padding included: a larger batch runs in parts whose gradients add up; a single waveform may exceed it
 * @param leastSamples for an experiment only: a batch is padded with zeros to at least so many samples, and the network is not told where waveforms end; 0
 *     for waveforms that never see another's padding
 * @param averages whether a moving average of the weights is kept
 */
public record LearningRules(
        DeviceChoice device,
        Precision precision,
        Regularisation regularisation,
        ToDoubleFunction<String> pace,
        long mostSamples,
        int leastSamples,
        boolean averages) {
    /** Rows in one pass: more gain nothing. */
    private static final int MOST_ROWS = 256;

    LengthGroups groups() {
        return new LengthGroups(MOST_ROWS, mostSamples, LengthGroups.LITTLE);
    }
}
