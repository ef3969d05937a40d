package io.emistream.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Odd and malformed files, where the checkout has them beside it: each ends in the audio that ffmpeg decodes ({@code formats/odd-audio.csv}, made by the script beside it)
 * or, without any ffmpeg here, in one clear line ({@link #LINES}); within two seconds and 64 MiB beyond the audio.
 */
class OddAudioIT {
    private static final double RATE = 16_000;

    /** What is refused, and part of the line. */
    private static final Map<String, String> LINES = Map.ofEntries(
            Map.entry(
                    "hound__crash-b8447179832529c48f9c6bf17feab6337bbc78ea.wav",
                    "the file ends at byte 41 inside its header"),
            Map.entry("hound__crash-e879de4eb4d206c59e21f0e01def16457af80fdc.wav", "WAV without a format chunk"),
            Map.entry("made__channels-65535.wav", "65535 channels"),
            Map.entry("made__lfs-pointer.wav", "is a Git LFS pointer"),
            Map.entry("made__rate-0.wav", "a sample rate of 0 Hz"),
            Map.entry("tt__ilbm.aiff", "is an IFF file of another kind"),
            Map.entry("tt__incomplete.mp3", "is no audio (3 bytes)"),
            Map.entry("tt__invalid_file.wav", "is no audio (1 bytes)"),
            Map.entry("tt__invalid_sample_rate.aiff", "AIFF that holds no sound"),
            Map.entry("tt__invalid_second_streaminfo.flac", "FLAC with a second or a short STREAMINFO block"),
            Map.entry("tt__mp4_invalid_size_zero.m4a", "MP4 without its tables"),
            Map.entry(
                    "tt__mpeg2_16khz.mp2", "MPEG audio without a frame that is decoded here, which only ffmpeg reads"),
            Map.entry("tt__no_audio.aiff", "holds no samples"),
            Map.entry("tt__no_audio.ogg", "holds no samples"),
            Map.entry("tt__no_bitrate.spx", "Ogg with Speex, which only ffmpeg reads"),
            Map.entry("tt__zero_value_properties.aiff", "AIFF that holds no sound"));

    /** What ffmpeg refuses or hears otherwise than the file's header says, and what is there. */
    private static final List<Formats.Row> OTHERWISE = List.of(
            new Formats.Row("made__junk-unpadded.wav", 0.5, 0.12520),
            new Formats.Row("scipy__test-44100Hz-2ch-32bit-float-be.wav", 0.01, 0.5699),
            new Formats.Row("scipy__test-44100Hz-be-1ch-4bytes.wav", 0.1, 0.4987),
            new Formats.Row("scipy__test-8000Hz-le-3ch-5S-45bit.wav", 0.000625, 0),
            new Formats.Row("tt__gsm_6_10.wav", 0.1, 0.00048216)); // the last block is filled up

    /** Of so little audio a resampler's filter leaves what it likes: seconds. */
    private static final double BRIEF = 0.002;

    @TestFactory
    Stream<DynamicTest> everyFileEndsInTheRightAudioOrInOneClearLine() {
        var folder = odd();
        assumeTrue(Files.isDirectory(folder), "no odd-audio files beside this checkout: skipped");
        return Formats.table("odd-audio.csv").stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.file(),
                        () -> assertTimeoutPreemptively(
                                Duration.ofSeconds(5), () -> check(folder.resolve(row.file()), row))));
    }

    @Test
    void theTableKnowsEveryFile() throws IOException {
        var folder = odd();
        assumeTrue(Files.isDirectory(folder), "no odd-audio files beside this checkout: skipped");
        try (var files = Files.list(folder)) {
            assertThat(Formats.table("odd-audio.csv"))
                    .extracting(Formats.Row::file)
                    .containsExactlyInAnyOrderElementsOf(files.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> !name.endsWith(".csv"))
                            .collect(Collectors.toSet()));
        }
    }

    private static void check(Path file, Formats.Row ffmpeg) {
        var cost = Cost.of(file, "no-ffmpeg-here");

        assertThat(cost.isBounded())
                .as("%.0f ms, %d bytes beyond the audio", cost.millis(), cost.bytes())
                .isTrue();
        var line = LINES.get(ffmpeg.file());
        if (line != null) {
            assertThat(cost.refusal())
                    .startsWith(file + ": ")
                    .contains(line)
                    .contains(";")
                    .doesNotContain("\n");
            return;
        }
        var row = OTHERWISE.stream()
                .filter(other -> other.file().equals(ffmpeg.file()))
                .findFirst()
                .orElse(ffmpeg);
        assertThat(cost.refusal()).isEmpty();
        assertThat(cost.samples().length / RATE).isCloseTo(row.seconds(), within(1 / RATE));
        if (row.seconds() < BRIEF) return;
        double rms = Level.of(cost.samples()).rms();
        if (row.rms() < 1e-4) assertThat(rms).isLessThan(2e-4);
        else assertThat(20 * Math.log10(rms / row.rms())).isCloseTo(0, within(0.5));
    }

    @Test
    void saysWhereARecordingWasCutShort() throws IOException {
        var file = odd().resolve("made__truncated-mid-sample.wav");
        assumeTrue(Files.exists(file), "no odd-audio files beside this checkout: skipped");

        try (var stream = AudioFiles.open(file)) {
            assertThat(stream.remarks()).singleElement().asString().contains("cut short", "60744", "29957");
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
