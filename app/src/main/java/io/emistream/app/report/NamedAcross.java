package io.emistream.app.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/** A chart with names instead of numbers below it, at 1, 2, 3 …: XChart names places only where it also chooses the other scale. */
final class NamedAcross extends XYChart {
    private static final int ROOM = 74;
    private static final int GAP = 8;
    private static final double ANGLE = Math.toRadians(-30);

    private final List<String> names;

    NamedAcross(XYChartBuilder builder, List<String> names) {
        super(builder);
        this.names = List.copyOf(names);
    }

    @Override
    public void paint(Graphics2D pen, int width, int height) {
        super.paint(pen, width, height - ROOM);
        Font font = getStyler().getAxisTickLabelsFont();
        pen.setFont(font);
        pen.setColor(getStyler().getChartFontColor());
        for (int i = 0; i < names.size(); i++) {
            var part = (Graphics2D) pen.create();
            part.translate(getScreenXFromChart(i + 1) + GAP, height - ROOM + GAP);
            part.rotate(ANGLE);
            part.drawString(names.get(i), -part.getFontMetrics().stringWidth(names.get(i)), 0);
            part.dispose();
        }
    }
}
