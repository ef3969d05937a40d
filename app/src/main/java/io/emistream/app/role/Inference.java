package io.emistream.app.role;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.model.Scorer;
import io.emistream.model.engine.BatchRules;
import io.emistream.model.engine.BatchingScorer;
import io.emistream.model.engine.EngineRules;
import io.emistream.model.engine.Engines;
import io.emistream.model.release.BundledRelease;
import java.io.IOException;

/** Loads the bundled release and gives it the device. */
public final class Inference {
    private Inference() {}

    /** @param canonical one waveform a batch: the same bits each time */
    public static Scorer start(boolean canonical) {
        try {
            var release = BundledRelease.open();
            var rules = EngineRules.STANDARD;
            return canonical
                    ? new BatchingScorer(
                            Engines.open(release, rules.oneByOne()), BatchRules.CANONICAL, System::nanoTime)
                    : new BatchingScorer(Engines.open(release, rules), BatchRules.DEFAULT, System::nanoTime);
        } catch (IOException e) {
            throw new EnvironmentProblem(
                    "the bundled release cannot be read (" + e.getMessage() + "): install again", e);
        }
    }
}
