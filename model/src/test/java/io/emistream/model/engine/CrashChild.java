package io.emistream.model.engine;

import ai.djl.Device;
import io.emistream.model.InferenceEngine;
import io.emistream.model.network.Precision;
import io.emistream.model.release.BundledRelease;
import io.emistream.model.soak.Contention;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The process that a crash trial ends: {@code gated|ungated sigterm|exit|return DELAY_MS SEED}. */
final class CrashChild {
    private CrashChild() {}

    public static void main(String[] args) throws Exception {
        // without the hook the trial must see crashes, or it sees nothing
        NativeGate gate = args[0].equals("ungated") ? new NativeGate() : NativeGate.process();
        var engines = new ArrayList<InferenceEngine>();
        for (int i = 0; i < 3; i++) {
            engines.add(DjlEngine.load(
                    gate,
                    BundledRelease.open(),
                    Device.cpu(),
                    Precision.FP32,
                    new LengthGroups(4, 1 << 20, LengthGroups.LITTLE)));
        }
        Contention.start(List.copyOf(engines), Long.parseLong(args[3]));
        System.out.println("ready");
        if (args[1].equals("sigterm")) {
            TimeUnit.MINUTES.sleep(2);
        }
        TimeUnit.MILLISECONDS.sleep(Long.parseLong(args[2]));
        if (args[1].equals("exit")) {
            System.exit(0);
        }
    }
}
