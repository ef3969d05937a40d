package io.emistream.processor.swap;

import io.emistream.model.ReleaseCard;
import io.emistream.model.ReleaseId;
import java.util.List;
import java.util.StringJoiner;
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
        @Nullable String refused) {

    /** In words, a line for each. */
    public String text() {
        var lines = new StringJoiner("\n").add("active " + active.id());
        if (canary != null) lines.add("canary %s for %.0f %% of sessions".formatted(canary, 100 * share));
        if (shadow != null) lines.add("shadow " + shadow);
        kept.forEach(release -> lines.add("kept " + release));
        if (refused != null) lines.add("refused " + refused);
        return lines.toString();
    }
}
