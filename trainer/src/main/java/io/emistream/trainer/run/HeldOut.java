package io.emistream.trainer.run;

import io.emistream.model.InferenceEngine;
import io.emistream.model.Score;
import io.emistream.model.Waveform;
import io.emistream.model.engine.DeviceChoice;
import io.emistream.model.engine.EngineRules;
import io.emistream.model.engine.Engines;
import io.emistream.model.release.Release;
import io.emistream.trainer.fit.Agreement;
import io.emistream.trainer.fit.Example;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What clips that took no part in training say of a release. */
final class HeldOut {
    private static final int ROUND = 64;

    private HeldOut() {}

    /** Pearson's ρ as {@code pearson.LABEL}, undefined ones left out, and {@code pearson.mean}, where they count as 0; closes the release. */
    static Map<String, Double> metrics(Release release, DeviceChoice device, List<Example> clips) throws IOException {
        var metrics = new TreeMap<String, Double>();
        List<String> labels = release.manifest().labels();
        if (clips.isEmpty() || labels.isEmpty()) {
            release.close();
            return metrics;
        }
        var predicted = new double[labels.size()][clips.size()];
        try (InferenceEngine engine = Engines.open(release, EngineRules.STANDARD.on(device))) {
            for (int from = 0; from < clips.size(); from += ROUND) {
                var waveforms = new ArrayList<Waveform>();
                for (Example clip : clips.subList(from, Math.min(clips.size(), from + ROUND)))
                    waveforms.add(clip.audio().read());
                List<Score> scores = engine.infer(waveforms);
                for (int i = 0; i < scores.size(); i++) {
                    for (int label = 0; label < labels.size(); label++) {
                        Float value = scores.get(i).intensities().get(labels.get(label));
                        predicted[label][from + i] = value == null ? Double.NaN : value;
                    }
                }
            }
        }
        double sum = 0;
        for (int label = 0; label < labels.size(); label++) {
            int column = label;
            double[] targets =
                    clips.stream().mapToDouble(clip -> clip.labels()[column]).toArray();
            double rho = Agreement.of(predicted[label], targets).pearson();
            if (Double.isNaN(rho)) continue;
            metrics.put("pearson." + labels.get(label), rho);
            sum += rho;
        }
        if (Arrays.stream(clips.get(0).labels()).anyMatch(label -> !Double.isNaN(label)))
            metrics.put("pearson.mean", sum / labels.size());
        return metrics;
    }
}
