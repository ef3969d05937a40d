package io.emistream.trainer.report;

import java.util.List;
import java.util.Locale;

/**
 * A line chart as SVG, with its legend; values that are not finite leave a gap.
 *
 * @param title above it
 * @param across label of the horizontal axis
 */
record LineChart(String title, String across) {
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#00815e", "#b97800", "#c2447f", "#3390c4", "#59636e");
    private static final int WIDTH = 640;
    private static final int HEIGHT = 300;
    private static final int LEFT = 56;
    private static final int RIGHT = 150;
    private static final int TOP = 34;
    private static final int BOTTOM = 40;
    private static final int TICKS = 5;

    /**
     * One line.
     *
     * @param values at 1, 2, 3 …
     */
    record Line(String name, double[] values) {}

    String svg(List<Line> lines) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        int count = 1;
        for (Line line : lines) {
            count = Math.max(count, line.values().length);
            for (double value : line.values()) {
                if (!Double.isFinite(value)) continue;
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        if (!(low < high)) {
            low = Double.isFinite(low) ? low - 0.5 : 0;
            high = low + 1;
        }
        var svg = new StringBuilder(
                text("<svg viewBox='0 0 %d %d' width='%d' role='img'><title>%s</title>", WIDTH, HEIGHT, WIDTH, title));
        svg.append(text("<text x='%d' y='20' class='title'>%s</text>", LEFT, title));
        axes(svg, low, high, count);
        for (int i = 0; i < lines.size(); i++) line(svg, lines.get(i), i, low, high, count);
        return svg.append("</svg>").toString();
    }

    private void axes(StringBuilder svg, double low, double high, int count) {
        for (int tick = 0; tick < TICKS; tick++) {
            double value = low + (high - low) * tick / (TICKS - 1);
            double y = y(value, low, high);
            svg.append(text(
                    "<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' class='grid'/><text x='%d' y='%.1f' class='tick end'>%.3g</text>",
                    LEFT, WIDTH - RIGHT, y, y, LEFT - 6, y + 4, value));
        }
        for (int tick = 0; tick < TICKS; tick++) {
            int at = 1 + (count - 1) * tick / (TICKS - 1);
            svg.append(text(
                    "<text x='%.1f' y='%d' class='tick middle'>%d</text>", x(at, count), HEIGHT - BOTTOM + 16, at));
        }
        svg.append(text(
                "<text x='%d' y='%d' class='tick middle'>%s</text>",
                LEFT + (WIDTH - LEFT - RIGHT) / 2, HEIGHT - 8, across));
    }

    private static void line(StringBuilder svg, Line line, int number, double low, double high, int count) {
        String colour = COLOURS.get(number % COLOURS.size());
        var path = new StringBuilder();
        boolean open = false;
        for (int i = 0; i < line.values().length; i++) {
            double value = line.values()[i];
            if (!Double.isFinite(value)) {
                open = false;
                continue;
            }
            path.append(text("%s%.1f %.1f", open ? "L" : "M", x(i + 1, count), y(value, low, high)));
            open = true;
        }
        int y = TOP + 10 + 18 * number;
        svg.append(text("<path d='%s' fill='none' stroke='%s' stroke-width='2'/>", path, colour));
        svg.append(text(
                "<line x1='%d' x2='%d' y1='%d' y2='%d' stroke='%s' stroke-width='3'/><text x='%d' y='%d' class='tick'>%s</text>",
                WIDTH - RIGHT + 12, WIDTH - RIGHT + 32, y, y, colour, WIDTH - RIGHT + 38, y + 4, line.name()));
    }

    private static double x(int at, int count) {
        return LEFT + (WIDTH - LEFT - RIGHT) * (count == 1 ? 0.5 : (at - 1.0) / (count - 1));
    }

    private static double y(double value, double low, double high) {
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
