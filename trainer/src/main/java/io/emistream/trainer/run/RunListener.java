package io.emistream.trainer.run;

import io.emistream.trainer.fit.FitListener;
import io.emistream.trainer.fit.Progress;
import java.util.List;
import java.util.Optional;

/** Hears of a run, on its thread. */
public interface RunListener extends FitListener {

    /**
     * Data and settings are read.
     *
     * @param clips to learn from, to validate with, and held out
     * @param fresh names of weights that start at random
     * @param from how far the run was before; nothing for a new one
     * @param epochs planned
     * @param steps planned
     */
    void started(Clips clips, List<String> fresh, Optional<Progress> from, int epochs, long steps);

    /** How many clips each split has. */
    record Clips(int training, int validation, int test) {}
}
