package io.emistream.model;

import java.util.List;

/** Scores a batch of waveforms with one release; blocking; called by one thread at a time. */
public interface InferenceEngine extends AutoCloseable {

    /**
     * Scores each waveform as if it ran alone (|Δ| ≤ 1e-4).
     *
     * @param batch waveforms of at most 12 s each; bad ones (too short, not finite) are abstained on, they never fail the batch
     * @return as many scores, in the same order
     */
    List<Score> infer(List<Waveform> batch);

    /** What this engine runs: identity, output labels, whether it was trained. */
    ReleaseCard release();

    /** Frees the native memory. */
    @Override
    void close();
}
