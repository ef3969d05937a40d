package io.emistream.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One bit of a header of Vorbis makes JOrbis ask for gigabytes; it is not let. */
class VorbisHeadersIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "64, the length of the encoder's name, 109, true",
        "16, the number of comments, 119, true",
        "64, the length of a comment, 123, true",
        "128, the entries of a code book, 162, false",
        "16, the book and the partitions of a residue, 3183, false"
    })
    void whatAHeaderClaimsIsNotAllocated(int bit, String of, int at, boolean sound) throws IOException {
        var bytes = Files.readAllBytes(Formats.folder().resolve("vorbis.ogg"));
        var file = folder.resolve("damaged.ogg");
        assertThat(Cost.of(Files.write(file, bytes), "no-ffmpeg-here").samples())
                .isNotEmpty();

        bytes[at] ^= (byte) bit;
        var cost = Cost.of(Files.write(file, OggChecksums.mended(bytes)), "no-ffmpeg-here");

        cost.check(file);
        assertThat(cost.samples().length > 0).as(of).isEqualTo(sound);
    }
}
