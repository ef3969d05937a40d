package io.emistream.audio;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleTableIT {
    private static final int CHUNKS = 8000;

    @TempDir
    private Path folder;

    /** Of 32 KB: 8000 chunks of 30,000 frames, each over the same bytes. */
    @Test
    void bytesThatAreNamedAgainAndAgainAreReadOnce() throws IOException {
        var boxes = ByteBuffer.allocate(20 + 28 + 16 + 4 * CHUNKS);
        box(boxes, "stsz", 20).putInt(0).putInt(1).putInt(Integer.MAX_VALUE);
        box(boxes, "stsc", 28).putInt(0).putInt(1).putInt(1).putInt(30_000).putInt(1);
        box(boxes, "stco", 16 + 4 * CHUNKS).putInt(0).putInt(CHUNKS);
        var path = Files.write(folder.resolve("tables"), boxes.array());
        try (var file = new FileBytes(path)) {
            var frames = SampleTable.of(file, new Box("stbl", 0, file.size()));

            for (int i = 0; i < file.size(); i++) frames.next();
            assertThatThrownBy(frames::next).isInstanceOf(BadAudio.class).hasMessageContaining("again and again");
        }
    }

    private static ByteBuffer box(ByteBuffer boxes, String type, int length) {
        return boxes.putInt(length).put(type.getBytes(StandardCharsets.US_ASCII));
    }
}
