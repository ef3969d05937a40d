package io.emistream.app.data;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.emistream.app.report.Boxes;
import io.emistream.app.report.Charts;
import io.emistream.app.report.Panels;
import io.emistream.app.report.ReportFolder;
import io.emistream.app.show.Table;
import io.emistream.schemas.avro.Split;
import io.emistream.trainer.corpus.ClipRecord;
import io.emistream.trainer.corpus.DataDescription;
import io.emistream.trainer.corpus.DataDescription.Part;
import io.emistream.trainer.statistics.Spread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/**
 * A data set in words, JSON and pictures.
 *
 * @param seconds how long clips are, by id
 * @param speakersNamed whether the data set names speakers
 */
record Described(
        String name,
        List<ClipRecord> clips,
        DataDescription description,
        Map<String, Double> seconds,
        boolean speakersNamed) {
    private static final int PERCENT = 100;

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(name + (speakersNamed ? "" : ": names no speakers, so that each clip counts as one"));
        lines.addAll(table(clipRows()));
        for (Part part : description.parts()) {
            lines.add("");
            lines.add("Labels, " + part.name());
            lines.addAll(table(labelRows(part)));
        }
        lines.add("");
        lines.add("Pearson’s ρ of labels with each other");
        lines.addAll(table(correlationRows()));
        return lines;
    }

    private static List<String> table(List<List<String>> rows) {
        return Table.lines(rows, IntStream.range(1, rows.get(0).size()).boxed().toList());
    }

    private List<List<String>> clipRows() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of(
                "split",
                "clips",
                "speakers",
                "shortest s",
                "mean s",
                "median s",
                "longest s",
                "under 1 s %",
                "over 12 s %"));
        for (Part part : description.parts())
            rows.add(List.of(
                    part.name(),
                    String.valueOf(part.clips()),
                    String.valueOf(part.speakers()),
                    number(part.seconds().least()),
                    number(part.seconds().mean()),
                    number(part.seconds().median()),
                    number(part.seconds().most()),
                    percent(part.shortShare()),
                    percent(part.longShare())));
        return rows;
    }

    private List<List<String>> labelRows(Part part) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("label", "labelled", "mean", "lower quartile", "median", "upper quartile", "near zero %"));
        for (int label = 0; label < description.labels().size(); label++) {
            var spread = part.labels().get(label);
            rows.add(List.of(
                    description.labels().get(label),
                    String.valueOf(spread.values().count()),
                    number(spread.values().mean()),
                    number(spread.values().q1()),
                    number(spread.values().median()),
                    number(spread.values().q3()),
                    percent(spread.nearZero())));
        }
        return rows;
    }

    private List<List<String>> correlationRows() {
        var rows = new ArrayList<List<String>>();
        var heading = new ArrayList<>(List.of("label"));
        heading.addAll(description.labels());
        rows.add(heading);
        for (int row = 0; row < description.labels().size(); row++) {
            var cells = new ArrayList<>(List.of(description.labels().get(row)));
            for (double rho : description.correlations()[row]) cells.add(number(rho));
            rows.add(cells);
        }
        return rows;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", name).put("speakersNamed", speakersNamed);
        var splits = json.putObject("splits");
        for (Part part : description.parts()) {
            var node = splits.putObject(part.name());
            node.put("clips", part.clips()).put("speakers", part.speakers());
            spread(node.putObject("seconds"), part.seconds());
            put(node, "underOneSecond", part.shortShare());
            put(node, "overTwelveSeconds", part.longShare());
            var labels = node.putObject("labels");
            for (int label = 0; label < description.labels().size(); label++) {
                var one = labels.putObject(description.labels().get(label));
                spread(one, part.labels().get(label).values());
                put(one, "nearZero", part.labels().get(label).nearZero());
            }
        }
        var correlations = json.putObject("pearson");
        for (int row = 0; row < description.labels().size(); row++) {
            var node = correlations.putObject(description.labels().get(row));
            for (int column = 0; column < description.labels().size(); column++)
                put(node, description.labels().get(column), description.correlations()[row][column]);
        }
        return json;
    }

    private static void spread(ObjectNode json, Spread spread) {
        json.put("count", spread.count());
        put(json, "mean", spread.mean());
        put(json, "min", spread.least());
        put(json, "q1", spread.q1());
        put(json, "median", spread.median());
        put(json, "q3", spread.q3());
        put(json, "max", spread.most());
    }

    private static void put(ObjectNode json, String name, double value) {
        if (Double.isNaN(value)) json.putNull(name);
        else json.put(name, value);
    }

    void report(Path folder) {
        var report = new ReportFolder(folder, "What " + name + " holds");
        if (!speakersNamed) report.page().paragraph("It names no speakers: each clip counts as one.");
        report.page().section("Clips");
        report.table("clips", clipRows());
        report.picture(durations());
        report.page().section("Labels");
        report.picture(labels());
        for (Part part : description.parts()) {
            report.page().paragraph(part.name());
            report.table("labels-" + part.name(), labelRows(part));
        }
        report.page().section("Labels with each other");
        report.picture(correlations());
        report.csv("correlations", correlationRows());
        report.finish();
    }

    private Panels durations() {
        double[] lengths = clips.stream()
                .mapToDouble(clip -> seconds.getOrDefault(clip.id(), Double.NaN))
                .toArray();
        return new Panels(
                "durations",
                "How long clips are, both axes logarithmic; eight bins a decade.",
                1,
                List.of(Charts.logHistogram("Durations", "seconds", "clips", lengths)));
    }

    private Panels labels() {
        var charts = new ArrayList<XYChart>();
        for (Split split : Split.values()) {
            var own = clips.stream().filter(clip -> clip.split() == split).toList();
            if (own.isEmpty()) continue;
            charts.add(Boxes.chart(
                    split.name().toLowerCase(Locale.ROOT),
                    "label intensity",
                    description.labels(),
                    description.labels().stream()
                            .map(label -> DataDescription.values(own, label))
                            .toList()));
        }
        return new Panels(
                "labels",
                "Label intensities by split: median, quartiles, whiskers to the last value within 1.5 times their distance.",
                3,
                charts);
    }

    private Panels correlations() {
        return new Panels(
                "correlations",
                "Pearson’s ρ of labels with each other, over all clips.",
                1,
                List.of(Charts.matrix(
                        "Correlation of labels",
                        "label",
                        "label",
                        description.labels(),
                        description.labels(),
                        description.correlations(),
                        true)));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f", PERCENT * share);
    }
}
