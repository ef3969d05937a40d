package io.emistream.app.evaluate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.app.evaluate.Figures.Against;
import io.emistream.trainer.evaluate.Breakdown;
import io.emistream.trainer.evaluate.Comparison.Difference;
import io.emistream.trainer.evaluate.Scorecard;
import io.emistream.trainer.statistics.Interval;
import io.emistream.trainer.statistics.Metric;

/** Figures as one JSON object; what is undefined or unknown is null. */
final class EvaluationJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private EvaluationJson() {}

    static ObjectNode of(Figures figures) {
        ObjectNode json = NODES.objectNode();
        json.put("release", figures.release());
        scorecard(json, figures.scorecard());
        json.put("unlabelled", figures.unlabelled());
        var leftOut = json.putArray("leftOut");
        figures.judged()
                .leftOut()
                .forEach(one -> leftOut.addObject().put("clip", one.clip()).put("why", one.why()));
        figures.failures().forEach(json.putArray("failed")::add);
        var calibration = json.putObject("calibration");
        for (int label = 0; label < figures.calibration().size(); label++) {
            var one = figures.calibration().get(label);
            var node = calibration.putObject(
                    figures.judged().predictions().labels().get(label));
            number(node, "slope", one.slope());
            number(node, "intercept", one.intercept());
            number(node, "expectedError", one.error());
        }
        figures.affect().ifPresent(affect -> scorecard(json.putObject("affect"), affect));
        var by = json.putObject("by");
        for (var breakdown : figures.breakdowns()) breakdown(by.putObject(breakdown.column()), breakdown);
        figures.comparison().ifPresent(against -> json.set("against", against(against)));
        var robustness = json.putArray("robustness");
        figures.robustness().forEach(against -> robustness.add(against(against)));
        return json;
    }

    private static void scorecard(ObjectNode json, Scorecard scorecard) {
        json.put("clips", scorecard.clips()).put("speakers", scorecard.speakers());
        for (Metric metric : Metric.values()) {
            var values = json.putObject(metric.key());
            for (var row : scorecard.labels()) number(values, row.name(), row.value(metric));
            number(values, "mean", scorecard.mean().value(metric));
        }
        intervals(json.putObject("ci95"), scorecard, Metric.PEARSON);
        var others = json.putObject("ci95Of");
        for (Metric metric : Metric.values())
            if (metric != Metric.PEARSON) intervals(others.putObject(metric.key()), scorecard, metric);
        scorecard.undefined().forEach(json.putArray("undefined")::add);
        scorecard.notCompared().forEach(json.putArray("notCompared")::add);
    }

    private static void intervals(ObjectNode json, Scorecard scorecard, Metric metric) {
        for (var row : scorecard.labels()) json.set(row.name(), interval(row.interval(metric)));
        json.set("mean", interval(scorecard.mean().interval(metric)));
    }

    private static void breakdown(ObjectNode json, Breakdown breakdown) {
        for (var group : breakdown.groups()) {
            var node = json.putObject(group.name());
            scorecard(node, group.scorecard());
            gap(node.putObject("pearsonLessOthers"), group.rho());
            gap(node.putObject("maeLessOthers"), group.error());
        }
    }

    private static void gap(ObjectNode json, Breakdown.Gap gap) {
        number(json, "value", gap.value());
        json.set("ci95", interval(gap.interval()));
    }

    private static ObjectNode against(Against against) {
        ObjectNode json = NODES.objectNode();
        json.put("name", against.name())
                .put("clips", against.comparison().clips())
                .put("speakers", against.comparison().speakers());
        var pearson = json.putObject("pearson");
        for (int label = 0; label < against.labels().size(); label++)
            difference(
                    pearson.putObject(against.labels().get(label)),
                    against.comparison().differences().get(label));
        difference(pearson.putObject("mean"), against.comparison().mean());
        var undefined = json.putObject("undefined");
        against.undefinedHere().forEach(undefined.putArray("this")::add);
        against.undefinedThere().forEach(undefined.putArray("that")::add);
        return json;
    }

    private static void difference(ObjectNode json, Difference difference) {
        number(json, "this", difference.ours());
        number(json, "that", difference.theirs());
        number(json, "difference", difference.gain());
        json.set("ci95", interval(difference.interval()));
        number(json, "p", difference.test().p());
        number(json, "leastP", difference.test().least());
    }

    private static ArrayNode interval(Interval interval) {
        ArrayNode ends = NODES.arrayNode();
        for (double end : new double[] {interval.low(), interval.high()}) {
            if (Double.isNaN(end)) ends.addNull();
            else ends.add(end);
        }
        return ends;
    }

    private static void number(ObjectNode json, String name, double value) {
        if (Double.isNaN(value)) json.putNull(name);
        else json.put(name, value);
    }
}
