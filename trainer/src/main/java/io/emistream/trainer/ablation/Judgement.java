package io.emistream.trainer.ablation;

import io.emistream.trainer.ablation.RowResult.Reached;
import io.emistream.trainer.evaluate.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Mean ρ of predictions with an interval: a bootstrap that draws speakers, with all their clips. Pure; the same for the same predictions. */
final class Judgement {
    private static final int DRAWS = 2_000;
    private static final long SEED = 20_240_617;
    private static final double OUTSIDE = 0.025;

    private Judgement() {}

    static Reached of(Predictions predictions) {
        var speakers = new LinkedHashMap<String, List<Integer>>();
        for (int clip = 0; clip < predictions.speakers().size(); clip++)
            speakers.computeIfAbsent(predictions.speakers().get(clip), any -> new ArrayList<>())
                    .add(clip);
        boolean one = speakers.size() < 2;
        double[] means = one ? new double[0] : means(predictions, List.copyOf(speakers.values()));
        return new Reached(
                predictions.speakers().size(),
                speakers.size(),
                predictions.meanPearson(predictions.all()),
                one ? null : means[(int) Math.floor(OUTSIDE * (DRAWS - 1))],
                one ? null : means[(int) Math.ceil((1 - OUTSIDE) * (DRAWS - 1))],
                byLabel(predictions));
    }

    /** In ascending order. */
    private static double[] means(Predictions predictions, List<List<Integer>> speakers) {
        var random = new SplittableRandom(SEED);
        var means = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            var clips = new ArrayList<Integer>();
            for (int i = 0; i < speakers.size(); i++) clips.addAll(speakers.get(random.nextInt(speakers.size())));
            means[draw] = predictions.meanPearson(
                    clips.stream().mapToInt(Integer::intValue).toArray());
        }
        Arrays.sort(means);
        return means;
    }

    private static Map<String, Double> byLabel(Predictions predictions) {
        var pearson = new TreeMap<String, Double>();
        for (int label = 0; label < predictions.labels().size(); label++) {
            double rho = predictions.pearson(label, predictions.all());
            if (!Double.isNaN(rho)) pearson.put(predictions.labels().get(label), rho);
        }
        return pearson;
    }
}
