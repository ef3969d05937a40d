package io.emistream.app.evaluate;

import java.util.List;
import java.util.Optional;

/**
 * What else is compared.
 *
 * @param against another release's answers, or a file's
 * @param worse the same release's answers on worse audio
 * @param failures of these, one line each
 * @param leftOut kinds of worse audio that could not be made, with the reason
 */
record Rivals(Optional<Rival> against, List<Rival> worse, List<String> failures, List<String> leftOut) {
    static final Rivals NONE = new Rivals(Optional.empty(), List.of(), List.of(), List.of());

    Rivals with(Rival other) {
        return new Rivals(Optional.of(other), worse, failures, leftOut);
    }
}
