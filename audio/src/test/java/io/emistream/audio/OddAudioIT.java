package io.emistream.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Odd and malformed files, where the checkout has them beside it; the figures are what ffmpeg 5.1 decodes to 16 kHz mono. */
class OddAudioIT {
    @TestFactory
    Stream<DynamicTest> everyFileEndsInAudioOrInOneClearLine() throws IOException {
        var folder = odd();
        assumeTrue(Files.isDirectory(folder), "no odd-audio files beside this checkout: skipped");
        try (var files = Files.list(folder)) {
            return files.filter(file -> !file.toString().endsWith(".csv")).sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(
                            String.valueOf(file.getFileName()),
                            () -> assertTimeoutPreemptively(Duration.ofSeconds(2), () -> open(file))));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "made__alaw.aifc,1.8982,0.08153",
        "made__mulaw-8k.au,1.8982,0.08148",
        "made__streaming-size-ffffffff.wav,1.8982,0.08232",
        "made__truncated-mid-sample.wav,0.9361,0.10130",
        "made__data-size-too-small.wav,0.0312,0.00161",
        "made__junk-before-data.wav,0.5,0.12520",
        "sr__audio-mono-24-bit-44100Hz.wav,2.7449,0.06622",
        "sr__audio-mono-8-bit-44100Hz.wav,2.7449,0.06637",
        "sr__french.aiff,2.5328,0.08012",
        "tt__corrupt_metadata.ogg,2.1324,0.26076",
        "tt__mpeg25_8khz_vbr.mp3,0.1,0",
        "tt__negative_bitrate.ogg,7.6635,0.03495",
        "tt__test_flac.oga,3.7051,0",
        "tt__with_padded_id3_header.flac,0.4535,0.56564",
        "wf__32bitIEEE-16kHz-bext-mono.wav,1.7143,0.07505",
        "wf__64bit-48kHz-noBext-mono-overflow.wav,1.2857,0.08006",
        "wf__8bit-mulaw-8kHz-noBext-mono-encoded.wav,6.0,0.07774",
        "wf__RF64-64-bit-8kHz--mono-bext.wav,6.0,0.07769"
    })
    void decodesWhatFfmpegDecodes(String name, double seconds, double rms) throws IOException {
        var file = odd().resolve(name);
        assumeTrue(Files.exists(file), "no odd-audio files beside this checkout: skipped");

        try (var stream = AudioFiles.open(file)) {
            var samples = stream.readAll();

            assertThat(samples.length / 16_000.0).isBetween(seconds - 0.001, seconds + 0.001);
            // two resamplers differ near 8 kHz
            assertThat((double) Level.of(samples).rms()).isBetween(rms * 0.985 - 1e-4, rms * 1.015 + 1e-4);
        }
    }

    @Test
    void saysWhereARecordingWasCutShort() throws IOException {
        var file = odd().resolve("made__truncated-mid-sample.wav");
        assumeTrue(Files.exists(file), "no odd-audio files beside this checkout: skipped");

        try (var stream = AudioFiles.open(file)) {
            assertThat(stream.remarks()).singleElement().asString().contains("cut short", "60744", "29957");
        }
    }

    private static void open(Path file) {
        try (var stream = AudioFiles.open(file)) {
            var samples = stream.readAll();
            assertThat(samples).isNotEmpty();
            for (float sample : samples) assertThat(Float.isFinite(sample)).isTrue();
        } catch (UnreadableAudio e) {
            assertThat(e.getMessage())
                    .startsWith(file + ": ")
                    .doesNotContain("\n")
                    .contains(";");
        }
    }

    private static Path odd() {
        var at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isDirectory(at.resolveSibling("shared"))) at = at.getParent();
        return at == null
                ? Path.of("none")
                : at.resolveSibling("shared").resolve("data").resolve("odd-audio");
    }
}
