package io.emistream.trainer.ablation;

import io.emistream.trainer.ablation.AblationPlan.Place;
import io.emistream.trainer.run.RunListener;

/** Hears of an ablation, on its thread. */
public interface AblationListener {
    /** A row is trained now, or goes on; what is returned hears of its run. */
    RunListener training(Place place);

    /** A row has come to an end, now or before this process began. */
    void ended(RowOutcome outcome);
}
