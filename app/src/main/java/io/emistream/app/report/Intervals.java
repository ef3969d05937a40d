package io.emistream.app.report;

import io.emistream.trainer.statistics.Interval;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Values side by side, each with its interval where one is known. */
public final class Intervals {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 340;
    private static final double STEP = 0.2;

    private Intervals() {}

    /** Values of at most 1, in the order of their names; NaN leaves a gap. */
    public static XYChart chart(
            String title, String yTitle, List<String> names, double[] values, List<Interval> intervals) {
        var chart = new NamedAcross(
                new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).yAxisTitle(yTitle), names);
        Look.points(chart);
        var styler = chart.getStyler();
        styler.setXAxisMin(0.5).setXAxisMax(names.size() + 0.5).setXAxisTicksVisible(false);
        styler.setYAxisMin(lowest(values, intervals)).setYAxisMax(1.0).setYAxisDecimalPattern("0.0");
        styler.setXAxisTitleVisible(false).setPlotGridVerticalLinesVisible(false);
        double[] ends = {0.5, names.size() + 0.5};
        Look.line(chart, "nothing", ends, new double[] {0, 0}, Look.QUIET, true);
        for (int i = 0; i < names.size(); i++) {
            double[] at = {i + 1.0, i + 1.0};
            var interval = intervals.get(i);
            if (interval.known())
                Look.line(chart, "interval " + i, at, new double[] {interval.low(), interval.high()}, Look.LINE, false);
            if (Double.isNaN(values[i])) continue;
            chart.addSeries("value " + i, new double[] {at[0]}, new double[] {values[i]})
                    .setMarker(SeriesMarkers.CIRCLE)
                    .setMarkerColor(Look.LINE);
        }
        return chart;
    }

    /** A fifth below all that is drawn, and below 0. */
    private static double lowest(double[] values, List<Interval> intervals) {
        double low = DoubleStream.concat(
                        DoubleStream.of(values), intervals.stream().mapToDouble(Interval::low))
                .filter(value -> !Double.isNaN(value))
                .min()
                .orElse(0);
        return Math.floor(Math.min(low, -STEP) / STEP) * STEP;
    }
}
