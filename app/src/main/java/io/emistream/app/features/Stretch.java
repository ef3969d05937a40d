package io.emistream.app.features;

import io.emistream.model.Waveform;

/**
 * A part of a recording.
 *
 * @param firstSample of the recording's 16 kHz timeline
 * @param waveform as it comes out of the wire
 */
record Stretch(long firstSample, Waveform waveform) {
    long lastSample() {
        return firstSample + waveform.samples().length - 1;
    }
}
