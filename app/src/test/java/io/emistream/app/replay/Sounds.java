package io.emistream.app.replay;

import io.emistream.app.role.Analysis;
import io.emistream.app.role.Recording;
import io.emistream.app.role.Recordings;
import io.emistream.audio.AudioFiles;
import io.emistream.schemas.Pcm16;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** A folder of recordings to replay, made of the bundled ones. */
final class Sounds {
    private static final int RATE = 16_000;

    private final Path folder;
    private final List<Recording> bundled;

    /** In a folder of the given one. */
    Sounds(Path parent) throws IOException {
        folder = Files.createDirectory(parent.resolve("calls"));
        bundled = Recordings.bundled(parent.resolve("bundled"));
    }

    Path folder() {
        return folder;
    }

    /** Guest, agent and caller. */
    Recording bundled(int index) {
        return bundled.get(index);
    }

    short[] samples(int index) throws IOException {
        try (var stream = AudioFiles.open(bundled.get(index).file())) {
            return Pcm16.shorts(Pcm16.encode(stream.readAll()));
        }
    }

    /** Ids of the segments it is cut into, as a session of its own. */
    List<String> segments(int index, String session) throws IOException {
        return Analysis.segments(bundled.get(index)).stream()
                .map(segment -> session + "/speaker/" + segment.firstSample())
                .toList();
    }

    /** @param name with folders, perhaps */
    void copy(int index, String name) throws IOException {
        var to = folder.resolve(name);
        Files.createDirectories(to.resolveSibling("."));
        Files.copy(bundled.get(index).file(), to);
    }

    /** 16 kHz, a channel each; as long as the first. */
    void wav(String name, short[]... channels) throws IOException {
        int frames = channels[0].length;
        var pcm = ByteBuffer.allocate(2 * frames * channels.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < frames; i++) for (var channel : channels) pcm.putShort(channel[i]);
        var format = new AudioFormat(RATE, 16, channels.length, true, false);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(pcm.array()), format, frames),
                AudioFileFormat.Type.WAVE,
                folder.resolve(name).toFile());
    }
}
