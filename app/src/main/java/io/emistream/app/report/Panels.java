package io.emistream.app.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * A picture of one or more charts, row by row; twice as many pixels as points, so that it is sharp in print. No screen is needed.
 *
 * @param name of its file, without an ending
 * @param caption what it shows, as under a figure of a paper
 * @param columns charts in a row
 */
public record Panels(String name, String caption, int columns, List<? extends Chart<?, ?>> charts) {
    private static final int PIXELS_A_POINT = 2;

    public Panels {
        charts = List.copyOf(charts);
    }

    /** As PNG. */
    public byte[] png() {
        int width = charts.stream().mapToInt(Chart::getWidth).max().orElse(1);
        int height = charts.stream().mapToInt(Chart::getHeight).max().orElse(1);
        int across = Math.min(columns, charts.size());
        int down = (charts.size() + columns - 1) / columns;
        var image = new BufferedImage(
                PIXELS_A_POINT * width * across, PIXELS_A_POINT * height * down, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, image.getWidth(), image.getHeight());
        pen.scale(PIXELS_A_POINT, PIXELS_A_POINT);
        for (int i = 0; i < charts.size(); i++) {
            var part = (Graphics2D) pen.create();
            part.translate(i % columns * width, i / columns * height);
            charts.get(i).paint(part, width, height);
            part.dispose();
        }
        pen.dispose();
        return encoded(image);
    }

    private static byte[] encoded(BufferedImage image) {
        try (var out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("a picture in memory cannot be written", e);
        }
    }
}
