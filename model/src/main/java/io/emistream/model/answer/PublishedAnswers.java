package io.emistream.model.answer;

import io.emistream.model.release.KnownAnswer;
import io.emistream.model.release.KnownInput;
import java.util.List;
import java.util.Map;

/** Answers that makers of weights published, so that anyone can tell whether theirs run as they should. */
public final class PublishedAnswers {
    /** Wider than our own arithmetic needs (1e-4), so that half-precision copies of the weights pass; a wrong term is off by more than 1e-2. */
    private static final double TOLERANCE = 1e-3;

    private static final Map<String, KnownAnswer> BY_REPOSITORY = Map.of(
            "audeering/wav2vec2-large-robust-12-ft-emotion-msp-dim",
            new KnownAnswer(
                    KnownInput.ZEROS.name(),
                    KnownInput.ZEROS.words(),
                    "published in the model card of audeering/wav2vec2-large-robust-12-ft-emotion-msp-dim",
                    TOLERANCE,
                    Map.of("affect/arousal", 0.5460754, "affect/dominance", 0.6062266, "affect/valence", 0.40431657)));

    private PublishedAnswers() {}

    /** What was published for a Hugging Face repository, {@code owner/name}. */
    public static List<KnownAnswer> of(String repository) {
        KnownAnswer answer = BY_REPOSITORY.get(repository);
        return answer == null ? List.of() : List.of(answer);
    }

    /** All of them. */
    public static List<KnownAnswer> all() {
        return List.copyOf(BY_REPOSITORY.values());
    }
}
