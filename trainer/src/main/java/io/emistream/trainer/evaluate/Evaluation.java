package io.emistream.trainer.evaluate;

import io.emistream.model.InferenceEngine;
import io.emistream.model.Score;
import io.emistream.model.Waveform;
import io.emistream.model.engine.DeviceChoice;
import io.emistream.model.engine.EngineRules;
import io.emistream.model.engine.Engines;
import io.emistream.model.release.Release;
import io.emistream.trainer.corpus.CorpusClip;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Asks a release what it says of clips. */
public final class Evaluation {
    /** Clips that are read before they are scored, which bounds memory. */
    private static final int ROUND = 64;

    private Evaluation() {}

    /**
     * Scores the clips; closes the release.
     *
     * @param nanos a monotonic clock, in nanoseconds
     * @throws IOException when a clip or the release cannot be read
     */
    public static Predictions of(Release release, DeviceChoice device, List<CorpusClip> clips, LongSupplier nanos)
            throws IOException {
        List<String> labels = release.manifest().labels();
        var predicted = new double[labels.size()][clips.size()];
        var targets = new double[labels.size()][clips.size()];
        double audio = 0;
        long took = 0;
        try (InferenceEngine engine = Engines.open(release, EngineRules.STANDARD.on(device))) {
            // the first call of an engine is slow, and of a process slower still: the gate compares the time of what
            // comes after
            if (!clips.isEmpty()) engine.infer(read(clips.subList(0, 1)));
            for (int from = 0; from < clips.size(); from += ROUND) {
                List<Waveform> waveforms = read(clips.subList(from, Math.min(clips.size(), from + ROUND)));
                audio += waveforms.stream().mapToDouble(Waveform::seconds).sum();
                long started = nanos.getAsLong();
                List<Score> scores = engine.infer(waveforms);
                took += nanos.getAsLong() - started;
                for (int i = 0; i < scores.size(); i++) {
                    for (int label = 0; label < labels.size(); label++) {
                        predicted[label][from + i] =
                                value(scores.get(i).intensities().get(labels.get(label)));
                        targets[label][from + i] =
                                value(clips.get(from + i).labels().get(labels.get(label)));
                    }
                }
            }
        }
        List<String> speakers = clips.stream().map(CorpusClip::speaker).toList();
        return new Predictions(labels, predicted, targets, speakers, audio == 0 ? 0 : took / 1e9 / audio);
    }

    private static List<Waveform> read(List<CorpusClip> clips) throws IOException {
        var waveforms = new ArrayList<Waveform>();
        for (CorpusClip clip : clips) waveforms.add(clip.waveform());
        return waveforms;
    }

    private static double value(@Nullable Float value) {
        return value == null ? Double.NaN : value;
    }
}
