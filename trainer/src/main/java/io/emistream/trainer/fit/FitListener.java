package io.emistream.trainer.fit;

/** Hears of a run's progress, on its thread. */
public interface FitListener {

    /**
     * A step was taken.
     *
     * @param steps planned
     * @param loss of its batch
     */
    void stepped(Progress progress, long steps, double loss, double learningRate);

    /** An epoch ended. */
    void ended(EpochResult result, boolean best);
}
