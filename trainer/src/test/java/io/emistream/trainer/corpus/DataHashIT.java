package io.emistream.trainer.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.schemas.avro.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataHashIT {
    @TempDir
    Path folder;

    @Test
    void dependsNeitherOnTheOrderOfRowsNorOnTheFolder() throws IOException {
        var a = clip("here/a.wav", "one", Split.TRAIN, 0.5f);
        var b = clip("here/b.wav", "two", Split.TEST, 1f);
        var moved = clip("there/a.wav", "one", Split.TRAIN, 0.5f);

        assertThat(hash("set", a, b)).matches("[0-9a-f]{64}").isEqualTo(hash("set", b, moved));
    }

    @Test
    void changesWithEverythingThatIsLearnedFrom() throws IOException {
        var clip = clip("1/a.wav", "one", Split.TRAIN, 0.5f);

        assertThat(List.of(
                        hash("set", clip),
                        hash("other", clip),
                        hash("set", clip, clip("1/b.wav", "one", Split.TRAIN, 0.5f)),
                        hash("set", clip("2/a.wav", "two", Split.TRAIN, 0.5f)),
                        hash("set", clip("3/a.wav", "one", Split.TEST, 0.5f)),
                        hash("set", clip("4/a.wav", "one", Split.TRAIN, 0.25f)),
                        hash("set", clip("5/c.wav", "one", Split.TRAIN, 0.5f))))
                .doesNotHaveDuplicates();
    }

    private static String hash(String outputSet, ClipRecord... clips) throws IOException {
        return DataHash.of(new Dataset("mine", outputSet, List.of("Joy"), List.of(clips), List.of()));
    }

    private ClipRecord clip(String name, String audio, Split split, float joy) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, audio);
        return new ClipRecord(
                String.valueOf(file.getFileName()), file, "ann", split, Map.of("Joy", joy), Map.of(), folder, 2);
    }
}
