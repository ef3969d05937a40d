package io.emistream.app.evaluate;

import io.emistream.trainer.evaluate.ClipAnswer;
import java.util.List;

/**
 * Other answers on the same clips: of another release, of a file, or of the same release on worse audio.
 *
 * @param name for people
 */
record Rival(String name, List<ClipAnswer> answers) {
    Rival {
        answers = List.copyOf(answers);
    }
}
