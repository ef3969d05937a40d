package io.emistream.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels apart, against files of one channel with the same samples. */
class ChannelStreamsIT {
    private static final int FRAMES = 30_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {16_000, 44_100, 8_000})
    void eachChannelIsWhatAFileOfItsOwnWouldBe(int rate) throws IOException {
        var left = alone(write("left", rate, tone(440)));
        var right = alone(write("right", rate, tone(1000)));

        try (var both = AudioFiles.openChannels(write("both", rate, tone(440), tone(1000)))) {
            assertThat(both.channels()).hasSize(2).allSatisfy(channel -> assertThat(
                            channel.format().channels())
                    .isEqualTo(1));
            // in turn, in pieces of odd size
            var heard = new float[2][left.length];
            var part = new float[777];
            int at = 0;
            for (int got = 0; got >= 0; at += Math.max(0, got)) {
                got = both.channels().get(0).read(part);
                if (got > 0) System.arraycopy(part, 0, heard[0], at, got);
                int filled = 0;
                while (filled < got) {
                    var rest = new float[got - filled];
                    int more = both.channels().get(1).read(rest);
                    System.arraycopy(rest, 0, heard[1], at + filled, more);
                    filled += more;
                }
            }
            assertThat(at).isEqualTo(left.length);
            assertThat(heard[0]).isEqualTo(left);
            assertThat(heard[1]).isEqualTo(right);
        }
    }

    @Test
    void oneAfterTheOtherIsTheSame() throws IOException {
        var file = write("three", 16_000, tone(440), tone(500), tone(600));

        try (var all = AudioFiles.openChannels(file)) {
            assertThat(all.channels().get(2).readAll()).isEqualTo(alone(write("third", 16_000, tone(600))));
            assertThat(all.channels().get(0).readAll()).isEqualTo(alone(write("first", 16_000, tone(440))));
        }
    }

    @Test
    void aFileThatIsCutShortGivesBothChannelsUpToThereAndSaysSo() throws IOException {
        var whole = Files.readAllBytes(write("both", 16_000, tone(440), tone(1000)));
        var file = Files.write(folder.resolve("cut.wav"), Arrays.copyOf(whole, whole.length / 2));

        try (var both = AudioFiles.openChannels(file)) {
            for (var channel : both.channels()) {
                assertThat(channel.readAll().length).isCloseTo(FRAMES / 2, within(20));
                assertThat(channel.remarks()).isNotEmpty();
            }
        }
    }

    private static float[] alone(Path file) throws IOException {
        try (var stream = AudioFiles.open(file)) {
            return stream.readAll();
        }
    }

    private static short[] tone(int hertz) {
        var samples = new short[FRAMES];
        for (int i = 0; i < FRAMES; i++) samples[i] = (short) (9_000 * Math.sin(i * hertz / 5_000.0));
        return samples;
    }

    private Path write(String name, int rate, short[]... channels) throws IOException {
        var pcm = ByteBuffer.allocate(2 * FRAMES * channels.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < FRAMES; i++) for (var channel : channels) pcm.putShort(channel[i]);
        var file = folder.resolve(name + ".wav");
        var format = new AudioFormat(rate, 16, channels.length, true, false);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(pcm.array()), format, FRAMES),
                AudioFileFormat.Type.WAVE,
                file.toFile());
        return file;
    }
}
