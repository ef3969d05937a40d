package io.emistream.app.role;

import io.emistream.app.lifecycle.Interruption;
import io.emistream.model.engine.BatchingScorer;
import io.emistream.model.engine.NativeGate;
import java.time.Duration;

/**
 * A process without its device is of no use: it ends, so that what keeps processes running starts it anew. In order as long as that goes, so that others take its
 * work over at once; in any case after 20 s.
 */
public final class LostDevice {
    /** Exit code: the environment's fault. */
    private static final int EXIT_CODE = 3;

    private static final Duration LONGEST_END = Duration.ofSeconds(20);

    private LostDevice() {}

    /** From now on. */
    public static void ends(BatchingScorer scorer, Interruption interruption) {
        var unused = scorer.lost().thenAccept(why -> {
            NativeGate.process().abandon(EXIT_CODE, LONGEST_END);
            interruption.fail(
                    "the device is lost: " + why.getMessage()
                            + "; this process ends, and what it had not scored waits in Kafka: start it again. If that does not help, see `emi doctor` and, for a GPU, nvidia-smi");
        });
    }
}
