package io.emistream.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files written by the JDK's own sound writers, an independent opinion of the formats. */
class AudioFilesIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "WAVE,8000,8,1",
        "WAVE,44100,16,2",
        "WAVE,48000,24,6",
        "WAVE,96000,32,1",
        "AIFF,22050,16,2",
        "AIFF,44100,24,1",
        "AU,8000,16,1",
        "AU,11025,8,2",
        "AU,48000,32,1"
    })
    void hearsTheSameToneInEveryContainer(String type, int rate, int bits, int channels) throws IOException {
        var file = write(type, rate, bits, channels);

        try (var stream = AudioFiles.open(file)) {
            float[] heard = stream.readAll();

            assertThat(stream.format().rate()).isEqualTo(rate);
            assertThat(stream.format().channels()).isEqualTo(channels);
            assertThat(stream.format().seconds()).isCloseTo(0.5, within(1e-4));
            assertThat(heard).hasSizeBetween(7999, 8000);
            assertThat(stream.remarks()).isEmpty();
            for (int i = 500; i < 7500; i++) {
                float spoken = (float) (0.5 * Math.sin(2 * Math.PI * 440 * i / 16_000));
                assertThat(heard[i]).isCloseTo(spoken, within(bits == 8 ? 0.012f : 0.001f));
            }
        }
    }

    @Test
    void mixesChannelsByTheirMean() throws IOException {
        var file = folder.resolve("stereo.wav");
        var pcm = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        pcm.putShort((short) 16_384)
                .putShort((short) 0)
                .putShort((short) -8_192)
                .putShort((short) -8_192);
        write(file, AudioFileFormat.Type.WAVE, new AudioFormat(16_000, 16, 2, true, false), pcm.array());

        try (var stream = AudioFiles.open(file)) {
            assertThat(stream.readAll()).containsExactly(0.25f, -0.25f);
        }
    }

    @Test
    void goesByContentNotByName() throws IOException {
        var file = write("AU", 8000, 16, 1);
        var renamed = Files.move(file, folder.resolve("renamed.mp3"));

        try (var stream = AudioFiles.open(renamed)) {
            assertThat(stream.format().name()).isEqualTo("AU PCM 16-bit");
        }
    }

    @Test
    void namesTheFileAndTheNextStepWhenThereIsNoAudio() throws IOException {
        var text = Files.writeString(folder.resolve("notes.wav"), "not a sound");
        var empty = Files.createFile(folder.resolve("empty.flac"));
        var missing = folder.resolve("missing.ogg");

        assertThatThrownBy(() -> AudioFiles.open(text)).hasMessage(text + ": is text, not audio; name an audio file");
        assertThatThrownBy(() -> AudioFiles.open(empty)).hasMessage(empty + ": is empty (0 bytes); record it again");
        assertThatThrownBy(() -> AudioFiles.open(missing))
                .isInstanceOf(UnreadableAudio.class)
                .hasMessage(missing + ": there is no such file; check the path");
    }

    private Path write(String type, int rate, int bits, int channels) throws IOException {
        boolean big = !type.equals("WAVE");
        boolean unsigned = bits == 8 && !big;
        int frames = rate / 2;
        var pcm = ByteBuffer.allocate(frames * channels * bits / 8);
        for (int i = 0; i < frames; i++) {
            long value = Math.round(0.5 * Math.sin(2 * Math.PI * 440 * i / rate) * ((1L << (bits - 1)) - 1));
            if (unsigned) value += 128;
            for (int channel = 0; channel < channels; channel++)
                for (int b = 0; b < bits / 8; b++) pcm.put((byte) (value >> 8 * (big ? bits / 8 - 1 - b : b)));
        }
        var kind = type.equals("WAVE")
                ? AudioFileFormat.Type.WAVE
                : type.equals("AIFF") ? AudioFileFormat.Type.AIFF : AudioFileFormat.Type.AU;
        var file = folder.resolve("tone." + kind.getExtension());
        write(file, kind, new AudioFormat(rate, bits, channels, !unsigned, big), pcm.array());
        return file;
    }

    private static void write(Path file, AudioFileFormat.Type type, AudioFormat format, byte[] pcm) throws IOException {
        var in = new AudioInputStream(new ByteArrayInputStream(pcm), format, pcm.length / format.getFrameSize());
        AudioSystem.write(in, type, file.toFile());
    }
}
