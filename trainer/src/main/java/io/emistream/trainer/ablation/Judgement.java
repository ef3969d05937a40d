package io.emistream.trainer.ablation;

import io.emistream.trainer.ablation.RowResult.Reached;
import io.emistream.trainer.evaluate.Predictions;
import io.emistream.trainer.statistics.Bootstrap;
import io.emistream.trainer.statistics.Clusters;
import io.emistream.trainer.statistics.Interval;
import java.util.Map;
import java.util.TreeMap;

/** Mean ρ of predictions with its interval by speakers, as {@code emi evaluate} gives them. Pure. */
final class Judgement {
    private static final double CONFIDENCE = 0.95;

    private Judgement() {}

    static Reached of(Predictions predictions) {
        int[] clips = predictions.all();
        Clusters speakers = predictions.bySpeaker(clips);
        Interval ofMean = Bootstrap.STANDARD
                .intervals(speakers, CONFIDENCE, drawn -> new double[] {predictions.meanPearson(drawn)})
                .get(0);
        return new Reached(
                clips.length,
                speakers.count(),
                predictions.meanPearson(clips),
                ofMean.known() ? ofMean.low() : null,
                ofMean.known() ? ofMean.high() : null,
                byLabel(predictions));
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
