package io.emistream.app.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The charts that reports are made of; values that are NaN are left out. */
public final class Charts {
    private static final int SMALL = 340;
    private static final int WIDE = 460;
    private static final int MATRIX = 520;
    private static final int LABEL_ANGLE = 30;
    private static final int BINS_A_DECADE = 8;

    /** Where a logarithmic axis of counts begins: a bar of one is still seen. */
    private static final double BELOW_ONE = 0.7;

    private static final double NORMAL_95 = 1.96;

    private Charts() {}

    /**
     * Pairs in [0, 1], with the diagonal on which both agree.
     *
     * @param note said beside the title, such as a correlation
     */
    public static XYChart scatter(String title, String note, String xTitle, String yTitle, double[] x, double[] y) {
        var chart = Look.chart(note.isEmpty() ? title : title + ", " + note, xTitle, yTitle, SMALL, SMALL);
        unit(chart);
        Look.line(chart, "equal", new double[] {0, 1}, new double[] {0, 1}, Look.QUIET, true);
        points(chart, x, y);
        return chart;
    }

    /** Bland and Altman 1986: differences against means, with their mean and the band that holds 95 % of them where they are normal. */
    public static XYChart blandAltman(String title, double[] predicted, double[] labels) {
        int[] known = known(predicted, labels);
        double[] means = IntStream.of(known)
                .mapToDouble(i -> (predicted[i] + labels[i]) / 2)
                .toArray();
        double[] differences =
                IntStream.of(known).mapToDouble(i -> predicted[i] - labels[i]).toArray();
        double mean = DoubleStream.of(differences).average().orElse(0);
        double spread = Math.sqrt(
                DoubleStream.of(differences).map(d -> (d - mean) * (d - mean)).sum() / Math.max(1, known.length - 1));
        var chart = Look.chart(
                title + String.format(Locale.ROOT, ", mean %+.2f", mean),
                "mean of prediction and label",
                "prediction − label",
                SMALL,
                SMALL);
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(-1.0).setYAxisMax(1.0);
        chart.getStyler().setXAxisDecimalPattern("0.0").setYAxisDecimalPattern("0.0");
        points(chart, means, differences);
        double[] ends = {0, 1};
        Look.line(chart, "mean", ends, new double[] {mean, mean}, Look.MARK, false);
        for (double side : new double[] {-NORMAL_95, NORMAL_95}) {
            double at = Math.max(-1, Math.min(1, mean + side * spread));
            Look.line(chart, "limit " + side, ends, new double[] {at, at}, Look.MARK, true);
        }
        return chart;
    }

    /** Mean label by mean prediction, bin by bin: on the diagonal where predictions can be taken at their word. */
    public static XYChart reliability(String title, String note, double[] predicted, double[] labels) {
        var chart = Look.chart(title + ", " + note, "mean prediction", "mean label", SMALL, SMALL);
        unit(chart);
        Look.line(chart, "equal", new double[] {0, 1}, new double[] {0, 1}, Look.QUIET, true);
        if (predicted.length > 0) {
            Look.line(chart, "bins", predicted, labels, Look.LINE, false);
            chart.addSeries("means", predicted, labels)
                    .setMarker(SeriesMarkers.CIRCLE)
                    .setMarkerColor(Look.LINE);
        }
        return chart;
    }

    /**
     * A matrix in colours, its values written in.
     *
     * @param values by row, in the order of the rows; NaN is drawn as 0
     * @param correlations in [-1, 1] with two decimals; else counts
     */
    public static HeatMapChart matrix(
            String title,
            String xTitle,
            String yTitle,
            List<String> columns,
            List<String> rows,
            double[][] values,
            boolean correlations) {
        var chart = new HeatMapChartBuilder()
                .width(MATRIX)
                .height(WIDE)
                .title(title)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        Look.axes(chart.getStyler());
        chart.getStyler()
                .setShowValue(true)
                .setHeatMapValueDecimalPattern(correlations ? "0.00" : "0")
                .setRangeColors(correlations ? Look.BOTH_SIDES : Look.ONE_SIDE);
        chart.getStyler().setXAxisLabelRotation(LABEL_ANGLE).setPlotContentSize(1);
        var upwards = new ArrayList<>(rows); // the first row is drawn at the bottom; people read from the top
        Collections.reverse(upwards);
        var cells = new ArrayList<Number[]>();
        double most = 1;
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                double value = values[rows.size() - 1 - row][column];
                most = Math.max(most, value);
                cells.add(new Number[] {column, row, Double.isNaN(value) ? 0 : value});
            }
        }
        var series = chart.addSeries("values", columns, upwards, cells);
        series.setMin(correlations ? -1 : 0).setMax(most);
        return chart;
    }

    /** How many values there are of each size, both on logarithmic axes; values that are not positive are left out. */
    public static XYChart logHistogram(String title, String xTitle, String yTitle, double[] values) {
        var chart = Look.chart(title, xTitle, yTitle, WIDE, SMALL);
        double[] positive =
                DoubleStream.of(values).filter(value -> value > 0).sorted().toArray();
        if (positive.length == 0) return chart;
        double low = Math.floor(Math.log10(positive[0]) * BINS_A_DECADE) / BINS_A_DECADE;
        double high = Math.log10(positive[positive.length - 1]);
        int bins = Math.max(1, (int) Math.floor((high - low) * BINS_A_DECADE) + 1);
        var counts = new int[bins];
        for (double value : positive)
            counts[Math.max(0, Math.min(bins - 1, (int) Math.floor((Math.log10(value) - low) * BINS_A_DECADE)))]++;
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        chart.getStyler().setYAxisMin(BELOW_ONE);
        for (int bin = 0; bin < bins; bin++) {
            if (counts[bin] == 0) continue;
            double from = Math.pow(10, low + (double) bin / BINS_A_DECADE);
            double to = Math.pow(10, low + (bin + 1.0) / BINS_A_DECADE);
            var bar = chart.addSeries("bin " + bin, new double[] {from, from, to, to}, new double[] {
                        BELOW_ONE, counts[bin], counts[bin], BELOW_ONE
                    })
                    .setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
            bar.setMarker(SeriesMarkers.NONE);
            bar.setLineColor(Look.LINE).setLineStyle(SeriesLines.SOLID).setLineWidth(1);
            bar.setFillColor(Look.FILL);
        }
        return chart;
    }

    private static void unit(XYChart chart) {
        chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0).setYAxisMax(1.0);
        chart.getStyler().setXAxisDecimalPattern("0.0").setYAxisDecimalPattern("0.0");
    }

    private static void points(XYChart chart, double[] x, double[] y) {
        int[] known = known(x, y);
        if (known.length == 0) return;
        chart.addSeries(
                        "clips",
                        IntStream.of(known).mapToDouble(i -> x[i]).toArray(),
                        IntStream.of(known).mapToDouble(i -> y[i]).toArray())
                .setMarker(SeriesMarkers.CIRCLE)
                .setMarkerColor(Look.POINTS);
        chart.getStyler().setMarkerSize(6);
    }

    private static int[] known(double[] x, double[] y) {
        return IntStream.range(0, x.length)
                .filter(i -> !Double.isNaN(x[i]) && !Double.isNaN(y[i]))
                .toArray();
    }
}
