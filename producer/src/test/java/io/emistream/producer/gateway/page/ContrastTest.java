package io.emistream.producer.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WCAG 2.2: 4.5 to 1 for text (1.4.3), 3 to 1 for what carries meaning (1.4.11), in both colour schemes. */
class ContrastTest {
    private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): #([0-9a-f]{6})");

    @ParameterizedTest
    @CsvSource({
        "ink, surface, 4.5",
        "muted, surface, 4.5",
        "muted, page, 4.5",
        "on-accent, accent, 4.5",
        "wait, surface, 4.5",
        "warn-ink, warn-page, 4.5",
        "good, surface, 3",
        "good, track, 3",
        "alarm, track, 3",
        "bar, track, 3",
        "affect, surface, 3",
        "edge, surface, 3",
    })
    void standsOut(String one, String other, double least) throws IOException {
        for (var dark : new boolean[] {false, true}) {
            var colours = colours(dark);
            double a = luminance(colours.getOrDefault(one, 0));
            double b = luminance(colours.getOrDefault(other, 0));

            assertThat((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05))
                    .as(dark ? "dark" : "light")
                    .isGreaterThanOrEqualTo(least);
        }
    }

    private static Map<String, Integer> colours(boolean dark) throws IOException {
        try (var in = ContrastTest.class.getResourceAsStream("page.css")) {
            var css = new String(in.readAllBytes(), UTF_8);
            int scheme = css.indexOf("prefers-color-scheme: dark");
            var colours = new HashMap<String, Integer>();
            var found = COLOUR.matcher(dark ? css.substring(scheme) : css.substring(0, scheme));
            while (found.find()) colours.put(found.group(1), Integer.parseInt(found.group(2), 16));
            return colours;
        }
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int channel) {
        double value = (channel & 0xff) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
