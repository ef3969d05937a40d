package io.emistream.processor.swap;

import io.emistream.model.ReleaseCard;
import io.emistream.model.ReleaseId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an instance serves with.
 *
 * @param active scores every session the canary does not
 * @param canary scores a share of sessions; null for none
 * @param share of the canary
 * @param shadow scores for comparison only; null for none
 * @param kept releases that serve no more and are still loaded
 * @param refused why the last wish was not followed; null where it was
 */
public record Serving(
        ReleaseCard active,
        @Nullable ReleaseId canary,
        double share,
        @Nullable ReleaseId shadow,
        List<ReleaseId> kept,
        @Nullable String refused) {}
