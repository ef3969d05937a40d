package io.emistream.trainer.ablation;

import io.emistream.model.engine.DeviceChoice;
import io.emistream.model.release.Manifest;
import io.emistream.model.release.Release;
import io.emistream.model.release.ReleaseRefused;
import io.emistream.schemas.avro.Split;
import io.emistream.trainer.ablation.AblationPlan.Place;
import io.emistream.trainer.ablation.RowResult.Reached;
import io.emistream.trainer.corpus.Corpus;
import io.emistream.trainer.corpus.CorpusClip;
import io.emistream.trainer.evaluate.Predictions;
import io.emistream.trainer.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.LongSupplier;

/** Says what a row's release reaches on each split that it has not learned from. One thread. */
record RowJudge(AblationFolder folder, AblationSpec spec, DeviceChoice device, LongSupplier nanos) {
    /**
     * Judges.
     *
     * @param trained the row whose release it is
     * @param made that release
     */
    RowResult judge(Place place, Place trained, Manifest made) throws IOException, ReleaseRefused {
        long begun = nanos.getAsLong();
        Recipe recipe = spec.plan().recipe(place.row());
        boolean padded = recipe.zeroPadding() > 0;
        var table = PredictionTable.read(folder.row(trained).resolve("predictions.csv"));
        var splits = new LinkedHashMap<String, Reached>();
        long real = 0;
        long shown = 0;
        for (Split split : judged(recipe)) {
            Predictions predictions = table.of(split, spec.labels());
            if (predictions.speakers().isEmpty()) continue;
            if (padded) {
                PaddedJudging judging = padded(made, recipe, split);
                predictions = judging.predictions();
                real += judging.real();
                shown += judging.shown();
            }
            splits.put(key(trained, split), Judgement.of(predictions));
        }
        double took = (nanos.getAsLong() - begun) / 1e9;
        double learned = place.equals(trained) ? RowClock.read(folder.row(place)) : 0;
        double share = shown == 0 ? 0 : 1 - (double) real / shown;
        return new RowResult(made.card().id().toString(), epoch(made), learned + took, share, splits);
    }

    /** Within a split, a run calls the speakers that it is judged by the test split; they are not the corpus's. */
    private static String key(Place trained, Split split) {
        if (trained.row().within() != null) return RowResult.HELD_OUT;
        return split == Split.TEST ? RowResult.TEST : RowResult.VALIDATION;
    }

    private static List<Split> judged(Recipe recipe) {
        return recipe.trainOnValidation() ? List.of(Split.TEST) : List.of(Split.VALIDATION, Split.TEST);
    }

    private PaddedJudging padded(Manifest made, Recipe recipe, Split split) throws IOException, ReleaseRefused {
        List<CorpusClip> clips = Corpus.open(Path.of(spec.corpus())).clips().stream()
                .filter(clip -> clip.split() == split && clip.outputSet().equals(spec.outputSet()))
                .filter(clip -> !clip.labels().isEmpty())
                .toList();
        try (Release release = folder.releases().open(made.card().id())) {
            return PaddedJudging.of(release, recipe, device, clips);
        }
    }

    private static int epoch(Manifest made) {
        var training = made.training();
        return training != null && training.get("bestEpoch") instanceof Number epoch ? epoch.intValue() : 0;
    }
}
