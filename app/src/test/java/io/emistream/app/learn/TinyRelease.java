package io.emistream.app.learn;

import io.emistream.model.ReleaseId;
import io.emistream.model.network.Architecture;
import io.emistream.model.network.Parameters;
import io.emistream.model.release.Manifest;
import io.emistream.model.release.ReleaseStore;
import io.emistream.model.weights.SeededWeights;
import java.util.List;
import java.util.Map;

/** A release that is quick to train and to ask. */
public final class TinyRelease {
    static final List<String> LABELS = List.of("High", "Low");
    private static final Architecture TINY = new Architecture(
            Architecture.SpeechEncoder.wav2vec2(8, Architecture.SpeechEncoder.Norm.LAYER),
            new Architecture.Transformer(16, 1, 2, 32, true, 8, 4, 1e-5),
            new Architecture.Fusion(true, true, 2, true, LABELS.size()));

    private TinyRelease() {}

    public static void publish(ReleaseStore store, ReleaseId id, String set) throws Exception {
        var draft = new Manifest(
                Manifest.FORMAT,
                id.name(),
                id.version(),
                true,
                TINY,
                set,
                LABELS,
                new Manifest.Licences("Apache-2.0", "Apache-2.0", "none"),
                null,
                Map.of(),
                null,
                Manifest.WeightsFile.none(),
                "2026-01-01T00:00:00Z",
                "for a test",
                null,
                null);
        store.publish(draft, new SeededWeights(Parameters.of(TINY), 3));
    }
}
