package io.emistream.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The picture in docs/clients.md, of a gateway and a processor that run; docs/CONTRIBUTING.md says how. */
@Tag("long")
class CapturePagePictureIT {
    @Test
    void looksLikeThisWhereItRuns() {
        var address = System.getProperty("gateway.address");
        var heard = System.getProperty("gateway.heard");
        assumeTrue(address != null && heard != null, "skipped: no -Dgateway.address and -Dgateway.heard");
        try (var chromium = Chromium.hearing(Path.of(heard))) {
            take(
                    chromium,
                    URI.create(address).resolve("/?session=call-7&participant=anna"),
                    900,
                    780,
                    ColorScheme.LIGHT,
                    "gateway-page");
            take(
                    chromium,
                    URI.create(address).resolve("/?session=call-8&participant=anna"),
                    390,
                    844,
                    ColorScheme.DARK,
                    "gateway-page-narrow");

            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private static void take(Chromium chromium, URI address, int width, int height, ColorScheme scheme, String name) {
        var page = chromium.open(address, width, height, scheme);
        page.click("#start");
        page.waitForSelector(".voice", new Page.WaitForSelectorOptions().setTimeout(60_000));
        page.waitForCondition(() -> !page.textContent("#written").matches("\\d\\.\\d s")); // ten seconds
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setAnimations(ScreenshotAnimations.DISABLED)
                .setPath(Path.of("target", "pictures", name + ".png")));
        page.click("#stop");
        page.waitForSelector("[data-state=ended]");
    }
}
