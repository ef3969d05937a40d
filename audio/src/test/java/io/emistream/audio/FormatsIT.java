package io.emistream.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The same half second in every format; the figures are ffmpeg's. */
class FormatsIT {
    private static final double RATE = 16_000;

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> soundsAsWhatFfmpegDecodes() {
        return Formats.table("formats.csv").stream()
                .map(row -> DynamicTest.dynamicTest(row.file(), () -> compare(row)));
    }

    private static void compare(Formats.Row row) {
        var cost = Cost.of(Formats.folder().resolve(row.file()), "no-ffmpeg-here");

        assertThat(cost.refusal()).isEmpty();
        assertThat(cost.remarks()).isEqualTo("[]");
        double seconds = cost.samples().length / RATE;
        // ffmpeg keeps what some encoders add to fill their last block
        assertThat(seconds).isBetween(Math.min(0.5, row.seconds()) - 0.0001, Math.max(0.5, row.seconds()) + 0.0001);
        double rms = Level.of(cost.samples()).rms();
        double energies = rms * rms * seconds / (row.rms() * row.rms() * row.seconds());
        assertThat(10 * Math.log10(energies)).isCloseTo(0, within(0.5));
        assertThat(cost.isBounded()).isTrue();
    }

    @Test
    void namesWhatOnlyFfmpegReadsAndTheWayWhereThereIsNone() {
        for (var row : Formats.table("foreign.csv")) {
            var file = Formats.folder().resolve(row.file());

            assertThatThrownBy(() -> AudioFiles.open(file, "no-ffmpeg-here"))
                    .isInstanceOf(UnreadableAudio.class)
                    .hasMessageStartingWith(file + ": ")
                    .hasMessageContaining(
                            "which only ffmpeg reads, and there is none on the PATH; install it, or convert");
        }
    }

    @Test
    void hearsThroughFfmpegWhatNoReaderKnows() {
        for (var row : Formats.table("foreign.csv")) {
            var cost = Cost.of(Formats.folder().resolve(row.file()), "ffmpeg");
            assumeTrue(!cost.refusal().contains("there is none on the PATH"), "no ffmpeg on the PATH: skipped");

            assertThat(cost.refusal()).isEmpty();
            assertThat(cost.samples().length / RATE).isCloseTo(row.seconds(), within(0.002));
            assertThat(20 * Math.log10(Level.of(cost.samples()).rms() / row.rms()))
                    .isCloseTo(0, within(0.5));
        }
    }

    @Test
    void givesTheProgramTheFileAsOneArgumentAndReadsItsSamples() throws IOException {
        var program = program("[ \"$7\" = \"file:" + foreign() + "\" ] && printf '\\0\\0\\0\\077'");

        try (var stream = AudioFiles.open(foreign(), program)) {
            assertThat(stream.readAll()).containsExactly(0.5f);
            assertThat(stream.format().name()).isEqualTo("MP4 with codec 'alac', through ffmpeg");
        }
    }

    @Test
    void saysWhatTheProgramSaidWhenItGivesUp() throws IOException {
        var program = program("echo 'Invalid data found' >&2; echo more >&2; exit 1");

        assertThatThrownBy(() -> AudioFiles.open(foreign(), program))
                .isInstanceOf(UnreadableAudio.class)
                .hasMessageContaining("ffmpeg gave up (Invalid data found)")
                .hasMessageContaining(";");
    }

    @Test
    void keepsWhatTheProgramGaveBeforeItBroke() throws IOException {
        var program = program("printf '\\0\\0\\0\\077'; exit 1");

        try (var stream = AudioFiles.open(foreign(), program)) {
            assertThat(stream.readAll()).containsExactly(0.5f);
            assertThat(stream.remarks()).singleElement().asString().contains("ffmpeg gave up");
        }
    }

    @Test
    void isNotHeldUpByAProgramThatTalksWithoutEndOnItsOtherStream() throws IOException {
        var program = program("head -c 1000000 /dev/zero >&2; printf '\\0\\0\\0\\077'");

        try (var stream = AudioFiles.open(foreign(), program)) {
            assertThat(stream.readAll()).containsExactly(0.5f);
        }
    }

    /** A blank in its name, as users have. */
    private Path foreign() throws IOException {
        var file = folder.resolve("a call; of two.m4a");
        if (!Files.exists(file)) Files.copy(Formats.folder().resolve("alac.m4a"), file);
        return file;
    }

    private String program(String script) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh: skipped");
        var file = Files.writeString(folder.resolve("fake-ffmpeg"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file.toString();
    }
}
