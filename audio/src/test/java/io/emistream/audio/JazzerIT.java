package io.emistream.audio;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@link FuzzIT} claims, of the bytes that Jazzer makes up: it looks which branches of our readers and of the decoders behind them a file takes, and goes on from those that
 * took a new one. One format a run: {@code docs/decisions/0007-audio-libraries.md} has the command. Without it these run over the sound files alone.
 */
@Tag("long")
class JazzerIT {
    private static final Duration HANG = Duration.ofSeconds(20);

    /** Of a WAV: where its format chunk says the codec. */
    private static final int CODEC = 20;

    @TempDir
    private Path folder;

    @MethodSource
    @FuzzTest
    void wav(byte[] input) throws IOException {
        read(input);
    }

    static List<byte[]> wav() throws IOException {
        var sound = new ArrayList<>(Formats.all("wav"));
        var gsm = sound.get(0).clone();
        gsm[CODEC] = 0x31; // any bits are a block of it
        sound.add(gsm);
        return sound;
    }

    @MethodSource
    @FuzzTest
    void aiff(byte[] input) throws IOException {
        read(input);
    }

    static List<byte[]> aiff() throws IOException {
        return Formats.all("aiff");
    }

    @MethodSource
    @FuzzTest
    void au(byte[] input) throws IOException {
        read(input);
    }

    static List<byte[]> au() throws IOException {
        return Formats.all("au");
    }

    @MethodSource
    @FuzzTest
    void caf(byte[] input) throws IOException {
        read(input);
    }

    static List<byte[]> caf() throws IOException {
        return Formats.all("caf");
    }

    @MethodSource
    @FuzzTest
    void flac(byte[] input) throws IOException {
        read(input);
    }

    static List<byte[]> flac() throws IOException {
        return Formats.all("flac");
    }

    @MethodSource
    @FuzzTest
    void flacInOgg(byte[] input) throws IOException {
        read(OggChecksums.mended(input.clone()));
    }

    static List<byte[]> flacInOgg() throws IOException {
        return Formats.all("oga");
    }

    @MethodSource
    @FuzzTest
    void mp3(byte[] input) throws IOException {
        read(input);
    }

    static List<byte[]> mp3() throws IOException {
        return Formats.all("mp3");
    }

    @MethodSource
    @FuzzTest
    void vorbis(byte[] input) throws IOException {
        read(OggChecksums.mended(input.clone()));
    }

    static List<byte[]> vorbis() throws IOException {
        return Formats.all("ogg");
    }

    @MethodSource
    @FuzzTest
    void opus(byte[] input) throws IOException {
        read(OggChecksums.mended(input.clone()));
    }

    static List<byte[]> opus() throws IOException {
        return Formats.all("opus");
    }

    @MethodSource
    @FuzzTest
    void mp4(byte[] input) throws IOException {
        read(input);
    }

    static List<byte[]> mp4() throws IOException {
        var sound = new ArrayList<>(Formats.all("m4a"));
        sound.addAll(Formats.all("mp4"));
        return sound;
    }

    @MethodSource
    @FuzzTest
    void bareAac(byte[] input) throws IOException {
        read(input);
    }

    static List<byte[]> bareAac() throws IOException {
        return Formats.all("aac");
    }

    private void read(byte[] input) throws IOException {
        var file = Files.write(folder.resolve("input"), input);

        var cost = cost(file);

        // classes that were loaded on the way are not its cost
        (cost.isBounded() ? cost : cost(file)).check(file);
    }

    private static Cost cost(Path file) {
        return assertTimeoutPreemptively(HANG, () -> Cost.of(file, "no-ffmpeg-here"));
    }
}
