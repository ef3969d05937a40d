package io.emistream.model.engine;

import io.emistream.model.ReleaseId;
import io.emistream.model.Scored;
import io.emistream.model.Waveform;

/** Hears what each release makes of each waveform, shadows included; on the device owner's thread. */
public interface Outcomes {
    /** Hears nothing. */
    Outcomes UNHEARD = new Outcomes() {
        @Override
        public void scored(Waveform waveform, Scored scored) {}

        @Override
        public void failed(ReleaseId release) {}
    };

    /** A release gave values, or abstained because of the waveform. */
    void scored(Waveform waveform, Scored scored);

    /** A release's engine failed on a waveform alone, or gave values that are not finite. */
    void failed(ReleaseId release);
}
