package io.emistream.trainer.ablation;

import io.emistream.model.Waveform;
import io.emistream.model.engine.DeviceChoice;
import io.emistream.model.engine.LearningNetwork;
import io.emistream.model.engine.LearningRules;
import io.emistream.model.engine.Outputs;
import io.emistream.model.network.Precision;
import io.emistream.model.network.Regularisation;
import io.emistream.model.release.Release;
import io.emistream.trainer.corpus.CorpusClip;
import io.emistream.trainer.evaluate.Predictions;
import io.emistream.trainer.fit.Prefixed;
import io.emistream.trainer.recipe.Recipe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Judges a release as nobody should: clips in mixed batches, padded with zeros, and the network takes the zeros for sound (the paper's section 6.2).
 *
 * @param predictions on those clips
 * @param real samples of the clips
 * @param shown samples that the network took for sound, padding included
 */
record PaddedJudging(Predictions predictions, long real, long shown) {

    static PaddedJudging of(Release release, Recipe recipe, DeviceChoice device, List<CorpusClip> clips)
            throws IOException {
        List<CorpusClip> mixed = new ArrayList<>(clips);
        Collections.shuffle(mixed, new Random(recipe.seed()));
        var architecture = release.manifest().architecture();
        List<String> labels = release.manifest().labels();
        var predicted = new double[labels.size()][mixed.size()];
        var targets = new double[labels.size()][mixed.size()];
        int least = (int) (recipe.zeroPadding() * Waveform.RATE);
        long real = 0;
        long shown = 0;
        try (var network =
                LearningNetwork.open(architecture, Prefixed.weights(release.weights()), rules(recipe, device))) {
            for (int from = 0; from < mixed.size(); from += recipe.batch()) {
                List<CorpusClip> batch = mixed.subList(from, Math.min(mixed.size(), from + recipe.batch()));
                Outputs said = network.predict(audio(batch), false);
                int longest = batch.stream().mapToInt(CorpusClip::samples).max().orElse(0);
                shown += (long) batch.size() * Math.max(least, longest);
                real += batch.stream().mapToLong(CorpusClip::samples).sum();
                for (int i = 0; i < batch.size(); i++)
                    for (int label = 0; label < labels.size(); label++) {
                        predicted[label][from + i] = Math.max(0, Math.min(1, said.intensities()[i][label]));
                        Float target = batch.get(i).labels().get(labels.get(label));
                        targets[label][from + i] = target == null ? Double.NaN : target;
                    }
            }
        }
        List<String> speakers = mixed.stream().map(CorpusClip::speaker).toList();
        return new PaddedJudging(new Predictions(labels, predicted, targets, speakers, 0), real, shown);
    }

    private static LearningRules rules(Recipe recipe, DeviceChoice device) {
        return new LearningRules(
                device,
                Precision.FP32,
                Regularisation.NONE,
                weight -> 0,
                (long) (recipe.partSeconds() * Waveform.RATE),
                (int) (recipe.zeroPadding() * Waveform.RATE),
                false);
    }

    private static List<Waveform> audio(List<CorpusClip> clips) throws IOException {
        var waveforms = new ArrayList<Waveform>();
        for (CorpusClip clip : clips) waveforms.add(clip.waveform());
        return waveforms;
    }
}
