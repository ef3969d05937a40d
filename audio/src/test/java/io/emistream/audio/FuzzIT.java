package io.emistream.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged files end in samples that are numbers or in one line; nothing else comes out, within two seconds and 64 MiB beyond the audio. Seeded: a failure says which
 * input it was, keeps it under {@code target/fuzz}, and comes again.
 */
class FuzzIT {
    private static final int FAST = 80;
    private static final int LONG = 40_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"wav", "caf", "au", "aiff", "flac", "oga", "mp3", "ogg", "opus", "m4a", "mp4", "aac"})
    void damagedFilesEndInSamplesOrInOneLine(String kind) throws IOException {
        assertThat(decoded(kind, FAST, 1)).isBetween(1, FAST);
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(strings = {"wav", "caf", "au", "aiff", "flac", "oga", "mp3", "ogg", "opus", "m4a", "mp4", "aac"})
    void fortyThousandDamagedFilesEndInSamplesOrInOneLine(String kind) throws IOException {
        assertThat(decoded(kind, LONG, 2)).isBetween(1, LONG);
    }

    @Test
    void bytesWithoutSenseAreRefused() throws IOException {
        var random = new SplittableRandom(3);
        for (int i = 0; i < FAST; i++) {
            var bytes = new byte[random.nextInt(4096)];
            random.nextBytes(bytes);

            assertThat(read("input " + i, bytes).samples()).isEmpty();
        }
    }

    /** How many of the inputs gave samples. */
    private int decoded(String kind, int count, long seed) throws IOException {
        List<byte[]> sound = Formats.all(kind);
        // classes loaded by the first reading are not the first file's cost
        for (var bytes : sound)
            assertThat(read("sound " + kind, bytes).samples()).isNotEmpty();
        var damage = new Damage(sound, new SplittableRandom(seed));
        int decoded = 0;
        for (int i = 0; i < count; i++) {
            byte[] input = i % 4 == 0 ? damage.next() : OggChecksums.mended(damage.next());
            if (read("input " + i + " of " + kind, input).samples().length > 0) decoded++;
        }
        return decoded;
    }

    private Cost read(String what, byte[] input) throws IOException {
        var file = Files.write(folder.resolve("input"), input);
        try {
            var cost = Cost.of(file, "no-ffmpeg-here");
            cost.check(file);
            return cost;
        } catch (RuntimeException | AssertionError | StackOverflowError | OutOfMemoryError e) {
            kept(what.replace(' ', '-'), input);
            throw new AssertionError(what + ", of " + input.length + " bytes", e);
        }
    }

    private static void kept(String name, byte[] input) throws IOException {
        var place = Files.createDirectories(Path.of("target", "fuzz"));
        Files.write(place.resolve(name), input);
    }
}
