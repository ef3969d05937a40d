package io.emistream.app.evaluate;

import io.emistream.audio.AudioFiles;
import io.emistream.schemas.Pcm16;
import io.emistream.trainer.corpus.ClipRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * MP3 and back, encoded by an ffmpeg on this machine: we know of no library that is kept up. Its process sees the audio alone.
 *
 * @param program a name to be found on the PATH, or a path
 * @param kilobits a second, constant
 */
record Mp3(String program, int kilobits) implements Change {
    private static final int PATIENCE_SECONDS = 60;
    private static final String ENCODER = "libmp3lame";

    /** Whether there is such a program, and it encodes MP3. */
    static boolean available(String program) {
        try {
            var process = new ProcessBuilder(program, "-hide_banner", "-encoders")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            var encoders = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return encoders.contains(ENCODER);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public float[] of(ClipRecord clip, float[] samples) throws IOException {
        Path file = Files.createTempFile("emi", ".mp3");
        try {
            encode(clip.id(), samples, file);
            try (var stream = AudioFiles.open(file)) {
                return stream.readAll();
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void encode(String clip, float[] samples, Path file) throws IOException {
        var process = new ProcessBuilder(command(file))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(Pcm16.encode(samples));
        }
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
        throw new IOException(clip + ": " + program + " did not encode it as MP3; try it by hand");
    }

    private List<String> command(Path file) {
        return List.of(
                program,
                "-v",
                "error",
                "-f",
                "s16le",
                "-ar",
                "16000",
                "-ac",
                "1",
                "-i",
                "pipe:0",
                "-c:a",
                ENCODER,
                "-b:a",
                kilobits + "k",
                "-y",
                file.toString());
    }
}
