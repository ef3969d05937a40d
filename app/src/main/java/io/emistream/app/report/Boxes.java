package io.emistream.app.report;

import io.emistream.trainer.statistics.Spread;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Box plots of values in [0, 1] that share one scale, whatever their values: median, quartiles, whiskers, and points beyond them. */
public final class Boxes {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 340;
    private static final double HALF = 0.28;
    private static final double REACH = 1.5;
    private static final int POINT = 5;

    private Boxes() {}

    /**
     * One box a name.
     *
     * @param values of each name; NaN is left out
     */
    public static XYChart chart(String title, String yTitle, List<String> names, List<double[]> values) {
        var chart = new NamedAcross(
                new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).yAxisTitle(yTitle), names);
        Look.points(chart);
        var styler = chart.getStyler();
        styler.setXAxisMin(0.5).setXAxisMax(names.size() + 0.5).setXAxisTicksVisible(false);
        styler.setYAxisMin(0.0).setYAxisMax(1.0).setYAxisDecimalPattern("0.0");
        styler.setXAxisTitleVisible(false)
                .setPlotGridVerticalLinesVisible(false)
                .setMarkerSize(POINT);
        for (int i = 0; i < names.size(); i++) box(chart, names.get(i), i + 1, values.get(i));
        return chart;
    }

    private static void box(XYChart chart, String name, double at, double[] values) {
        var spread = Spread.of(values);
        if (spread.count() == 0) return;
        double reach = REACH * (spread.q3() - spread.q1());
        double low =
                within(values, spread.q1() - reach, spread.q3() + reach).min().orElse(spread.q1());
        double high =
                within(values, spread.q1() - reach, spread.q3() + reach).max().orElse(spread.q3());
        line(chart, name + " low", new double[] {at, at}, new double[] {low, spread.q1()});
        line(chart, name + " high", new double[] {at, at}, new double[] {spread.q3(), high});
        var box = chart.addSeries(
                        name + " box",
                        new double[] {at - HALF, at - HALF, at + HALF, at + HALF, at - HALF},
                        new double[] {spread.q1(), spread.q3(), spread.q3(), spread.q1(), spread.q1()})
                .setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        box.setMarker(SeriesMarkers.NONE);
        box.setFillColor(Look.FILL);
        box.setLineColor(Look.LINE).setLineStyle(SeriesLines.SOLID).setLineWidth(1);
        var median = new double[] {spread.median(), spread.median()};
        Look.line(chart, name + " median", new double[] {at - HALF, at + HALF}, median, Look.MARK, false);
        double[] beyond = DoubleStream.of(values)
                .filter(value -> value < low || value > high)
                .toArray();
        if (beyond.length == 0) return;
        var points = chart.addSeries(
                name + " beyond", DoubleStream.of(beyond).map(any -> at).toArray(), beyond);
        points.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(Look.POINTS);
    }

    private static DoubleStream within(double[] values, double low, double high) {
        return DoubleStream.of(values).filter(value -> value >= low && value <= high);
    }

    private static void line(XYChart chart, String name, double[] x, double[] y) {
        Look.line(chart, name, x, y, Look.LINE, false);
    }
}
