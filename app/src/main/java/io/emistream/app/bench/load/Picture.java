package io.emistream.app.bench.load;

import io.emistream.app.problem.EnvironmentProblem;
import io.emistream.app.problem.UsageProblem;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Outcomes as a PNG; no screen is needed. */
record Picture(Path file) {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;

    /** Below it, a logarithmic scale would show noise. */
    private static final double LEAST_MS = 0.1;

    /** @throws UsageProblem when the name or folder cannot be right, before anything is measured */
    Picture {
        var parent = file.toAbsolutePath().getParent();
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".png"))
            throw new UsageProblem("--plot is " + file + "; give a name that ends in .png");
        if (parent == null || !Files.isDirectory(parent))
            throw new UsageProblem("--plot is " + file + ", but there is no folder " + parent + "; make it first");
    }

    /** Which share of the events had a latency of so much at most, stage by stage. */
    void stages(Outcome outcome) {
        var load = outcome.load();
        var chart = chart(
                "Latency of " + outcome.segments().delivered() + " segments, " + load.sessions() + " sessions",
                "milliseconds",
                "share of segments");
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0).setYAxisDecimalPattern("0 %");
        for (var stage : Stage.values()) {
            double[] millis = outcome.arrivals().stream()
                    .mapToDouble(arrival -> Math.max(LEAST_MS, arrival.millis(stage)))
                    .sorted()
                    .toArray();
            double[] share = new double[millis.length];
            for (int i = 0; i < share.length; i++) share[i] = (i + 1.0) / share.length;
            if (millis.length > 0) chart.addSeries(stage.words(), millis, share).setMarker(SeriesMarkers.NONE);
        }
        write(chart);
    }

    /** Latency against sessions. */
    void curve(List<Outcome> curve) {
        var chart = chart("Latency by load", "sessions at once", "milliseconds from capture to event");
        chart.getStyler().setYAxisLogarithmic(true);
        series(chart, "p50", curve, Quantiles::p50);
        series(chart, "p95", curve, Quantiles::p95);
        series(chart, "p99", curve, Quantiles::p99);
        write(chart);
    }

    private static void series(XYChart chart, String name, List<Outcome> curve, ToDoubleFunction<Quantiles> value) {
        var heard =
                curve.stream().filter(outcome -> !outcome.arrivals().isEmpty()).toList();
        double[] sessions = heard.stream().mapToDouble(o -> o.load().sessions()).toArray();
        double[] millis = heard.stream()
                .mapToDouble(o -> value.applyAsDouble(o.latency(Stage.TOTAL)))
                .toArray();
        if (sessions.length > 0) chart.addSeries(name, sessions, millis);
    }

    private static XYChart chart(String title, String x, String y) {
        var chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE).setChartBackgroundColor(Color.WHITE);
        return chart;
    }

    private void write(XYChart chart) {
        try (var out = Files.newOutputStream(file)) {
            BitmapEncoder.saveBitmap(chart, out, BitmapFormat.PNG);
        } catch (IOException e) {
            throw new EnvironmentProblem(
                    "--plot " + file + " cannot be written (" + e.getMessage() + "): choose another place", e);
        }
    }
}
