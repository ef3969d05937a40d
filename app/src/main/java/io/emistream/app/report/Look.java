package io.emistream.app.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How all charts look. */
final class Look {
    static final Color POINTS = new Color(0, 114, 178, 110);
    static final Color FILL = new Color(150, 199, 227);
    static final Color LINE = new Color(0, 114, 178);
    static final Color MARK = new Color(213, 94, 0);
    static final Color QUIET = new Color(120, 126, 132);
    /** From white. */
    static final Color[] ONE_SIDE = {Color.WHITE, new Color(86, 163, 214)};
    /** White in the middle. */
    static final Color[] BOTH_SIDES = {new Color(226, 128, 60), Color.WHITE, new Color(86, 163, 214)};

    private static final Color GRID = new Color(227, 230, 232);
    private static final Color INK = new Color(25, 29, 33);
    private static final String FACE = Font.SANS_SERIF;
    private static final int TITLE = 14;
    private static final int AXIS = 13;
    private static final int TICK = 12;

    private Look() {}

    static void of(Styler styler) {
        styler.setChartBackgroundColor(Color.WHITE)
                .setChartFontColor(INK)
                .setChartTitleFont(new Font(FACE, Font.BOLD, TITLE))
                .setChartTitleBoxVisible(false)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setLegendVisible(false)
                .setAntiAlias(true);
    }

    static void axes(AxesChartStyler styler) {
        of(styler);
        styler.setAxisTitleFont(new Font(FACE, Font.PLAIN, AXIS))
                .setAxisTickLabelsFont(new Font(FACE, Font.PLAIN, TICK))
                .setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(new BasicStroke(1));
    }

    static XYChart chart(String title, String x, String y, int width, int height) {
        var chart = new XYChartBuilder()
                .width(width)
                .height(height)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        points(chart);
        return chart;
    }

    static void points(XYChart chart) {
        axes(chart.getStyler());
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    }

    static void line(XYChart chart, String name, double[] x, double[] y, Color colour, boolean dashed) {
        var series = chart.addSeries(name, x, y).setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(colour).setLineWidth(1.5f).setLineStyle(dashed ? SeriesLines.DASH_DASH : SeriesLines.SOLID);
    }
}
