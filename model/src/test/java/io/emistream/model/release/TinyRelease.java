package io.emistream.model.release;

import io.emistream.model.ReleaseId;
import io.emistream.model.network.Architecture;
import io.emistream.model.network.Parameters;
import io.emistream.model.weights.SeededWeights;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Releases that are quick to make, to train and to ask: all parts of the published network, narrow, with random weights. */
public final class TinyRelease {
    public static final List<String> LABELS = List.of("High", "Low");
    public static final String CREATED = "2026-01-01T00:00:00Z";

    private TinyRelease() {}

    public static Architecture architecture(int hidden, int lstmLayers, int outputs) {
        return new Architecture(
                Architecture.SpeechEncoder.wav2vec2(8, Architecture.SpeechEncoder.Norm.LAYER),
                new Architecture.Transformer(hidden, 1, 2, 32, true, 8, 4, 1e-5),
                new Architecture.Fusion(true, true, lstmLayers, true, outputs));
    }

    public static Manifest draft(ReleaseId id, String outputSet, List<String> labels) {
        return draft(id, architecture(16, 2, labels.size()), outputSet, labels, CREATED);
    }

    public static Manifest draft(
            ReleaseId id, Architecture architecture, String outputSet, List<String> labels, String created) {
        return new Manifest(
                Manifest.FORMAT,
                id.name(),
                id.version(),
                false,
                architecture,
                outputSet,
                labels,
                new Manifest.Licences("Apache-2.0", "Apache-2.0", "none"),
                null,
                Map.of(),
                null,
                Manifest.WeightsFile.none(),
                created,
                "for a test",
                null,
                null);
    }

    public static SeededWeights weights(Architecture architecture, long seed) {
        return new SeededWeights(Parameters.of(architecture), seed);
    }

    public static void publish(ReleaseStore store, Manifest draft, long seed) throws IOException, ReleaseRefused {
        store.publish(draft, weights(draft.architecture(), seed));
    }

    /** Says {@link #LABELS}. */
    public static void publish(ReleaseStore store, ReleaseId id, String outputSet) throws IOException, ReleaseRefused {
        publish(store, draft(id, outputSet, LABELS), 3);
    }
}
