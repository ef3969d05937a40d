package io.emistream.app.bench.load;

import io.emistream.app.role.Inference;
import io.emistream.model.InferenceEngine;
import io.emistream.model.engine.BatchRules;
import io.emistream.model.engine.BatchingScorer;
import java.time.Duration;
import java.util.Locale;

/** What scores in a processor of this process. */
public enum EngineChoice {
    /** A release, as users run it. */
    RELEASE,
    /** Nothing but the time that a GPU would take. */
    SIMULATED_GPU,
    /** Nothing at all: what remains is the pipeline. */
    NULL;

    private static final Duration GPU_BATCH = Duration.ofMillis(15);
    private static final Duration GPU_ITEM = Duration.ofMillis(2);

    /** Opens it; its new owner closes it. */
    public InferenceEngine open(Inference inference) {
        if (this == RELEASE) return inference.open(false);
        return this == SIMULATED_GPU ? gpu(GPU_ITEM) : new TimedEngine("null", Duration.ZERO, Duration.ZERO);
    }

    /** A simulated GPU that takes so long for each segment, beside the usual time for each batch. */
    public static InferenceEngine gpu(Duration segment) {
        return new TimedEngine("simulated-gpu", GPU_BATCH, segment);
    }

    /** Starts what batches for it; its new owner closes both by that. */
    public BatchingScorer start(Inference inference) {
        return new BatchingScorer(open(inference), BatchRules.DEFAULT, System::nanoTime);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
