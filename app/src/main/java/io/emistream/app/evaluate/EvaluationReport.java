package io.emistream.app.evaluate;

import io.emistream.app.report.ReportFolder;
import io.emistream.trainer.evaluate.Breakdown;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An evaluation as a page with its pictures, and tables beside it. */
record EvaluationReport(Figures figures) {

    /** @param keepAudio whether the worst clips may be kept in the page */
    void write(Path folder, boolean keepAudio) {
        var text = new EvaluationText(figures);
        var report = new ReportFolder(folder, "Evaluation of " + figures.release());
        text.heading().forEach(report.page()::paragraph);
        report.page().section("Agreement");
        report.table("agreement", EvaluationText.agreement(figures.scorecard()));
        report.page()
                .paragraph(
                        "Intervals hold 95 % of a bootstrap that draws speakers with all their clips. The mean is over"
                                + " outputs; a ρ that is undefined counts as 0 in it.");
        EvaluationText.notes(figures.scorecard()).forEach(report.page()::paragraph);
        report.page().section("Calibration");
        report.table("calibration", text.calibration());
        figures.affect().ifPresent(affect -> {
            report.page().section("Affect");
            report.table("affect", EvaluationText.agreement(affect));
            EvaluationText.notes(affect).forEach(report.page()::paragraph);
        });
        for (Breakdown breakdown : figures.breakdowns()) {
            report.page().section("By " + breakdown.column());
            report.table("by-" + breakdown.column(), EvaluationText.breakdown(breakdown));
        }
        figures.comparison().ifPresent(against -> {
            report.page().section("ρ against " + against.name());
            report.table("comparison", EvaluationText.comparison(against));
            EvaluationText.notes(against, "this", "that").forEach(report.page()::paragraph);
            report.page()
                    .paragraph(
                            "p: a permutation test that exchanges what both said, speaker by speaker; not corrected for"
                                    + " the number of outputs.");
        });
        if (!figures.robustness().isEmpty()) {
            report.page().section("Mean ρ on worse audio");
            report.table("robustness", text.robustness());
            text.robustnessNotes().forEach(report.page()::paragraph);
        }
        report.page().section("Pictures");
        new EvaluationPictures(figures).all().forEach(report::picture);
        new WorstClips(figures).write(report.page(), keepAudio);
        report.csv("clips", clips());
        report.finish();
    }

    /** Every clip, with what was said of it and what it is labelled. */
    private List<List<String>> clips() {
        var said = figures.judged().predictions();
        var rows = new ArrayList<List<String>>();
        var heading = new ArrayList<>(List.of("clip", "speaker", "split"));
        for (String label : said.labels()) heading.addAll(List.of(label, label + " labelled"));
        rows.add(heading);
        for (int clip = 0; clip < figures.judged().clips().size(); clip++) {
            var record = figures.judged().clips().get(clip);
            var row = new ArrayList<>(
                    List.of(record.id(), record.speaker(), record.split().name().toLowerCase(Locale.ROOT)));
            for (int label = 0; label < said.labels().size(); label++)
                row.addAll(List.of(cell(said.predicted()[label][clip]), cell(said.targets()[label][clip])));
            rows.add(row);
        }
        return rows;
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
    }
}
