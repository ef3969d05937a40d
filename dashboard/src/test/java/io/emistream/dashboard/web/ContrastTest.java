package io.emistream.dashboard.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WCAG 2.2: 3 to 1 for lines that carry meaning (1.4.11), 4.5 to 1 for text (1.4.3), in both colour schemes. */
class ContrastTest {
    private static final Pattern COLOUR = Pattern.compile("--([a-z0-9-]+): #([0-9a-f]{6})");

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void linesStandOutFromTheSurfaceTheyAreDrawnOn(String scheme) throws IOException {
        var colours = colours(scheme);

        assertThat(colours.keySet().stream().filter(name -> name.matches("(series|affect)-\\d")))
                .hasSize(9)
                .allSatisfy(
                        name -> assertThat(contrast(colours, name, "surface")).isGreaterThanOrEqualTo(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void textCanBeRead(String scheme) throws IOException {
        var colours = colours(scheme);

        assertThat(contrast(colours, "ink", "surface")).isGreaterThanOrEqualTo(4.5);
        assertThat(contrast(colours, "muted", "surface")).isGreaterThanOrEqualTo(4.5);
        assertThat(contrast(colours, "muted", "page")).isGreaterThanOrEqualTo(4.5);
        assertThat(contrast(colours, "alarm", "surface")).isGreaterThanOrEqualTo(4.5);
        assertThat(contrast(colours, "good", "surface")).isGreaterThanOrEqualTo(4.5);
        assertThat(contrast(colours, "accent", "surface")).isGreaterThanOrEqualTo(4.5);
        assertThat(contrast(colours, "warn-ink", "warn-page")).isGreaterThanOrEqualTo(4.5);
    }

    private static Map<String, Integer> colours(String scheme) throws IOException {
        try (var in = Assets.class.getResourceAsStream("/io/emistream/dashboard/web/style.css")) {
            var css = new String(in.readAllBytes(), UTF_8);
            int dark = css.indexOf("prefers-color-scheme: dark");
            var colours = new HashMap<String, Integer>();
            var found = COLOUR.matcher(scheme.equals("dark") ? css.substring(dark) : css.substring(0, dark));
            while (found.find()) colours.put(found.group(1), Integer.parseInt(found.group(2), 16));
            return colours;
        }
    }

    private static double contrast(Map<String, Integer> colours, String one, String other) {
        double a = luminance(colours.getOrDefault(one, 0));
        double b = luminance(colours.getOrDefault(other, 0));
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int channel) {
        double value = (channel & 0xff) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
