package io.emistream.trainer.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.model.release.Manifest;
import io.emistream.trainer.corpus.CorpusClip;
import io.emistream.trainer.evaluate.Predictions;
import io.emistream.trainer.fit.EpochResult;
import io.emistream.trainer.fit.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Writes {@code report.html}, which needs nothing else, and {@code predictions.csv} into a run's folder. */
public final class TrainingReport {
    private static final String STYLE =
            "body{font:15px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#191d21}"
                    + "table{border-collapse:collapse}td,th{padding:.15rem .8rem .15rem 0;text-align:left}td.num{text-align:right}"
                    + "svg{max-width:100%;height:auto}.grid{stroke:#e3e6e8}.tick{font-size:12px;fill:#59636e}.title{font-size:14px;font-weight:600}"
                    + ".end{text-anchor:end}.middle{text-anchor:middle}pre{background:#f5f6f4;padding:1rem;overflow:auto}";

    private TrainingReport() {}

    /**
     * Writes both.
     *
     * @param clips that the predictions are of, in their order
     */
    public static void write(Path folder, Manifest made, Progress run, List<CorpusClip> clips, Predictions predictions)
            throws IOException {
        Files.writeString(folder.resolve("report.html"), page(made, run));
        Files.writeString(folder.resolve("predictions.csv"), table(clips, predictions));
    }

    private static String page(Manifest made, Progress run) {
        var page = new StringBuilder("<!doctype html><html lang='en'><meta charset='utf-8'><title>")
                .append(escaped(made.card().id().toString()))
                .append("</title><style>")
                .append(STYLE)
                .append("</style><h1>")
                .append(escaped(made.card().id().toString()))
                .append("</h1><p>")
                .append(escaped(made.note()))
                .append("</p>");
        List<EpochResult> epochs = run.history();
        page.append(new LineChart("Loss", "epoch")
                .svg(List.of(
                        line("training", epochs, EpochResult::loss),
                        line("validation", epochs, epoch -> number(epoch.validationLoss())))));
        var lines = new ArrayList<LineChart.Line>();
        lines.add(line("mean", epochs, epoch -> number(epoch.meanPearson())));
        for (String label : made.labels())
            lines.add(
                    line(escaped(label), epochs, epoch -> number(epoch.pearson().get(label))));
        page.append(new LineChart("Pearson’s ρ on the validation clips", "epoch").svg(lines));
        page.append("<p>Epoch ")
                .append(run.bestEpoch())
                .append(" was kept. Undefined correlations leave a gap and count as 0 in the mean.</p><table>");
        new TreeMap<>(made.metrics()).forEach((name, value) -> page.append("<tr><td>")
                .append(escaped(name))
                .append("</td><td class='num'>")
                .append(String.format(Locale.ROOT, "%.3f", value))
                .append("</td></tr>"));
        return page.append("</table><h2>Manifest</h2><pre>")
                .append(escaped(json(made)))
                .append("</pre></html>")
                .toString();
    }

    private static LineChart.Line line(String name, List<EpochResult> epochs, ToDoubleFunction<EpochResult> value) {
        return new LineChart.Line(name, epochs.stream().mapToDouble(value).toArray());
    }

    private static double number(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private static String json(Manifest made) {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(made);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest cannot be written as JSON", e);
        }
    }

    private static String table(List<CorpusClip> clips, Predictions predictions) {
        var table = new StringBuilder("clip,speaker,split");
        for (String label : predictions.labels())
            table.append(',').append(quoted(label)).append(',').append(quoted(label + " labelled"));
        table.append('\n');
        for (int clip = 0; clip < clips.size(); clip++) {
            table.append(quoted(clips.get(clip).id()))
                    .append(',')
                    .append(quoted(clips.get(clip).speaker()))
                    .append(',')
                    .append(clips.get(clip).split());
            for (int label = 0; label < predictions.labels().size(); label++)
                table.append(value(predictions.predicted()[label][clip]))
                        .append(value(predictions.targets()[label][clip]));
            table.append('\n');
        }
        return table.toString();
    }

    private static String value(double value) {
        return Double.isNaN(value) ? "," : String.format(Locale.ROOT, ",%.5f", value);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;");
    }
}
