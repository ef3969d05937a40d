package io.emistream.model.importer;

import io.emistream.model.answer.AnswerOutcome;
import io.emistream.model.answer.KnownAnswers;
import io.emistream.model.answer.PublishedAnswers;
import io.emistream.model.checkpoint.Checkpoint;
import io.emistream.model.checkpoint.UnfitCheckpoint;
import io.emistream.model.network.Architecture;
import io.emistream.model.release.KnownAnswer;
import io.emistream.model.release.Manifest;
import io.emistream.model.release.Release;
import io.emistream.model.release.ReleaseRefused;
import io.emistream.model.release.ReleaseStore;
import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Brings checkpoints into a store: reads, checks, runs them once for their answers, publishes. Nothing is published when any of it fails.
 *
 * @param store where releases go
 */
public record Importer(ReleaseStore store) {
    private static final String UNKNOWN = "unknown: ask its maker";

    /**
     * Makes a release.
     *
     * @throws IOException if the checkpoint cannot be read, or the store not written; {@code MalformedWeights} if it is not what it says it is
     * @throws UnfitCheckpoint if it is no network of this kind, or does not give the published answers of the repository it is said to be
     * @throws ReleaseRefused if the name and version are taken
     * @throws IllegalArgumentException if labels do not fit the network's outputs
     */
    public Imported run(ImportRequest request) throws IOException, UnfitCheckpoint, ReleaseRefused {
        store.vacant(request.id());
        try (Checkpoint checkpoint = Checkpoint.open(request.path())) {
            Manifest draft = draft(request, checkpoint);
            List<KnownAnswer> answers = new ArrayList<>();
            List<AnswerOutcome> published = List.of();
            if (draft.architecture().fusion().speaks()) {
                answers.addAll(KnownAnswers.of(new Release(draft, unclosed(checkpoint.weights()))));
                published = published(request, answers);
                published.forEach(outcome -> answers.add(outcome.answer()));
            }
            return new Imported(store.publish(draft, checkpoint.weights(), answers), checkpoint.notes(), published);
        }
    }

    /** Weights that their maker published answers for are recognised by them, or must give them if they are said to be those. */
    private static List<AnswerOutcome> published(ImportRequest request, List<KnownAnswer> found)
            throws UnfitCheckpoint {
        boolean claimed = request.repository()
                .map(repository -> !PublishedAnswers.of(repository).isEmpty())
                .orElse(false);
        List<KnownAnswer> candidates =
                claimed ? PublishedAnswers.of(request.repository().orElseThrow()) : PublishedAnswers.all();
        var matching = new ArrayList<AnswerOutcome>();
        for (KnownAnswer candidate : candidates) {
            Map<String, Double> values = found.stream()
                    .filter(answer -> answer.input().equals(candidate.input()))
                    .map(KnownAnswer::values)
                    .findFirst()
                    .orElse(Map.of());
            AnswerOutcome outcome = KnownAnswers.compared(candidate, values);
            if (outcome.holds()) {
                matching.add(outcome);
            } else if (claimed) {
                throw UnfitCheckpoint.because(
                        "%s: %s (%s)".formatted(candidate.words(), outcome.where(), candidate.source()));
            }
        }
        return List.copyOf(matching);
    }

    private static Manifest draft(ImportRequest request, Checkpoint checkpoint) {
        int outputs = checkpoint.architecture().fusion().outputs();
        return new Manifest(
                Manifest.FORMAT,
                request.id().name(),
                request.id().version(),
                true,
                checkpoint.architecture(),
                outputSet(request, outputs),
                labels(request, outputs),
                new Manifest.Licences(
                        "Apache-2.0", request.licence().or(checkpoint::licence).orElse(UNKNOWN), UNKNOWN),
                null,
                Map.of(),
                null,
                Manifest.WeightsFile.none(),
                request.created(),
                note(request, checkpoint),
                null,
                null);
    }

    private static List<String> labels(ImportRequest request, int outputs) {
        if (!request.labels().isEmpty() && request.labels().size() != outputs) {
            throw new IllegalArgumentException("%d labels are given; the network has %d outputs"
                    .formatted(request.labels().size(), outputs));
        }
        if (outputs == 0 || !request.labels().isEmpty()) {
            return request.labels();
        }
        if (outputs != Manifest.EMI_LABELS.size()) {
            throw new IllegalArgumentException(
                    "the network has %d outputs, not the six of the EMI challenge: name them with --labels"
                            .formatted(outputs));
        }
        return Manifest.EMI_LABELS;
    }

    private static String outputSet(ImportRequest request, int outputs) {
        if (outputs == 0) {
            return "none";
        }
        boolean emi = labels(request, outputs).equals(Manifest.EMI_LABELS);
        return request.outputSet().orElse(emi ? Manifest.EMI : request.id().name());
    }

    private static String note(ImportRequest request, Checkpoint checkpoint) {
        Architecture architecture = checkpoint.architecture();
        var note = new StringBuilder("Imported from ")
                .append(request.origin()
                        .orElseGet(() -> String.valueOf(request.path().getFileName())));
        note.append(architecture.fusion().speaks() ? "" : ": a backbone without heads, to train from");
        checkpoint.notes().stream()
                .filter(line -> line.startsWith(Checkpoint.ASSUMED))
                .forEach(line -> note.append(" (").append(line).append(')'));
        return note.toString();
    }

    /** The engine closes what it loads; the weights are read again for publishing. */
    private static WeightSource unclosed(WeightSource weights) {
        return new WeightSource() {
            @Override
            public Map<String, List<Integer>> shapes() {
                return weights.shapes();
            }

            @Override
            public float[] read(String name) throws IOException {
                return weights.read(name);
            }
        };
    }
}
