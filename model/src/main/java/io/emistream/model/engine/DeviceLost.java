package io.emistream.model.engine;

import java.util.concurrent.CancellationException;

/**
 * The device cannot be used by this process any more: nothing is wrong with the waveform, which is withdrawn and may be scored by another process. Only a
 * new process gets the device back.
 */
public final class DeviceLost extends CancellationException {
    private static final long serialVersionUID = 1;

    DeviceLost(String why) {
        super(why);
    }
}
