package io.emistream.trainer.ablation;

import io.emistream.trainer.ablation.AblationPlan.Place;
import java.util.Optional;

/**
 * How a row stands.
 *
 * @param result nothing where it was not run
 * @param why it was not run; empty where it was
 */
public record RowOutcome(Place place, Optional<RowResult> result, String why) {
    static RowOutcome done(Place place, RowResult result) {
        return new RowOutcome(place, Optional.of(result), "");
    }

    static RowOutcome notRun(Place place, String why) {
        return new RowOutcome(place, Optional.empty(), why);
    }
}
