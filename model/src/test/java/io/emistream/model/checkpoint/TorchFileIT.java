package io.emistream.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.emistream.model.weights.MalformedWeights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TorchFileIT {
    private static final byte[] SIX = floats(1, 2, 3, 4, 5, 6);

    @TempDir
    private Path folder;

    @Test
    void readsStridedViewsRowByRow() throws IOException {
        var pickle = Pickle.start()
                .op('}')
                .text("w")
                .global("torch._utils", "_rebuild_tensor_v2")
                .op('(');
        pickle.storage("FloatStorage", "0", 6)
                .whole(0)
                .whole(3)
                .whole(2)
                .bytes(0x86)
                .whole(1)
                .whole(3);
        pickle.bytes(0x86).bytes(0x89).op('N', 't', 'R', 's');

        try (TorchFile file = open(Archive.of(pickle.end(), Map.of("archive/data/0", SIX)))) {
            assertThat(file.shapes()).isEqualTo(Map.of("w", List.of(3, 2)));
            assertThat(file.read("w")).containsExactly(1, 4, 2, 5, 3, 6);
        }
    }

    @Test
    void readsWeightsThatAreTied() throws IOException {
        var pickle = Pickle.start().op('}').text("a").tensor("0", 6, 0, 6, 1).op('s');
        pickle.text("b").tensor("0", 6, 0, 6, 1).op('s');

        try (TorchFile file = open(Archive.of(pickle.end(), Map.of("archive/data/0", SIX)))) {
            assertThat(file.read("a")).isEqualTo(file.read("b"));
        }
    }

    static Stream<Arguments> hostile() {
        byte[] sound = Archive.of(Pickle.stateOf("w", "0", 6, 0, 6, 1), Map.of("archive/data/0", SIX));
        return Stream.of(
                with("an offset before the storage", state(6, -1, 6, 1), "do not fit"),
                with("an offset behind the storage", state(6, 7, 0, 1), "do not fit"),
                with("a view that ends behind its storage", state(6, 1, 6, 1), "do not fit"),
                with("strides that reach behind it", state(6, 0, 3, 3), "do not fit"),
                with("a stride of two billion", state(6, 0, 2, Integer.MAX_VALUE), "out of range"),
                with("a negative stride", state(6, 5, 6, -1), "out of range"),
                with("a stride of nought, repeating one element", state(6, 0, 100_000, 0), "do not fit"),
                with("a negative size", state(6, 0, -6, 1), "out of range"),
                with("a storage longer than its entry", state(7, 0, 7, 1), "fewer than its 7"),
                with("a storage of two billion elements", state(Integer.MAX_VALUE, 0, 6, 1), "fewer than its"),
                with("a storage that leaves the folder", Pickle.stateOf("w", "../0", 6, 0, 6, 1), "no name"),
                with("a storage that is absolute", Pickle.stateOf("w", "/etc/passwd", 6, 0, 6, 1), "no name"),
                with("a storage that is not there", Pickle.stateOf("w", "7", 6, 0, 6, 1), "not in the file"),
                with("many views of one storage", views(4000), "they overlap"),
                with("no dictionary", Pickle.start().op('N').end(), "no dictionary"),
                with(
                        "a deep pickle",
                        Pickle.start().op('N').times(1_000_000, '\u0085').end(),
                        "values"),
                Arguments.of("an archive cut in half", Arrays.copyOf(sound, sound.length / 2), "no zip archive"),
                Arguments.of("an archive without its last byte", Arrays.copyOf(sound, sound.length - 1), ""),
                Arguments.of("an empty file", new byte[0], "no zip archive"),
                Arguments.of(
                        "a pickle that unpacks to a thousand times its size",
                        Archive.of(ZipEntry.DEFLATED, new byte[64 << 20], Map.of()),
                        "longer than 2097152 bytes"),
                Arguments.of(
                        "a compressed storage",
                        Archive.of(ZipEntry.DEFLATED, state(6, 0, 6, 1), Map.of("archive/data/0", SIX)),
                        "compressed"),
                Arguments.of(
                        "a storage said to be four gigabytes", Archive.patched(sound, "archive/data/0", 24, -2), ""),
                Arguments.of(
                        "an entry that leaves the folder",
                        Archive.of(state(6, 0, 6, 1), Map.of("archive/data/0", SIX, "../../etc/cron.d/x", SIX)),
                        "leaves the archive"),
                Arguments.of(
                        "an absolute entry",
                        Archive.of(state(6, 0, 6, 1), Map.of("archive/data/0", SIX, "/etc/passwd", SIX)),
                        "leaves the archive"),
                Arguments.of(
                        "two entries of one name",
                        Archive.renamed(
                                Archive.of(state(6, 0, 6, 1), Map.of("archive/data/0", SIX, "archive/data/1", SIX)),
                                "archive/data/1",
                                "archive/data/0"),
                        ""),
                Arguments.of(
                        "two pickles",
                        Archive.of(state(6, 0, 6, 1), Map.of("other/data.pkl", state(6, 0, 6, 1))),
                        "more than one data.pkl"),
                Arguments.of("no pickle", Archive.renamed(sound, "data.pkl", "dada.pkl"), "no data.pkl"),
                Arguments.of(
                        "a big-endian machine's",
                        Archive.of(
                                state(6, 0, 6, 1),
                                Map.of("archive/byteorder", "big".getBytes(StandardCharsets.US_ASCII))),
                        "big-endian"),
                Arguments.of("a hundred thousand entries", crowded(100_000), "entries"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void refusesHostileArchivesWithinASecondAnd64Megabytes(String what, byte[] archive, String why) throws IOException {
        Path file = Files.write(folder.resolve("hostile.pth"), archive);
        open(SOUND).close(); // classes loaded by the first reading are not the file's cost

        Cost.of(() -> readAll(file)).isRefused(what, archive.length, why);
    }

    private static final byte[] SOUND = Archive.of(state(6, 0, 6, 1), Map.of("archive/data/0", SIX));

    @Test
    void endsInAnErrorWhenAnEntryPointsElsewhere() throws IOException {
        for (int place : new int[] {1, 40, Integer.MAX_VALUE, -1}) {
            Path file = Files.write(folder.resolve("x.pth"), Archive.patched(SOUND, "archive/data/0", 42, place));

            Cost cost = Cost.of(() -> readAll(file)).isBounded("an entry at " + place, SOUND.length);

            assertThat(cost.refusal()).isNotNull();
        }
    }

    @Test
    void givesNoSpaceToTensorsThatAreNotWeights() throws IOException {
        var pickle = Pickle.start()
                .op('}')
                .text("steps")
                .global("torch._utils", "_rebuild_tensor_v2")
                .op('(');
        pickle.storage("LongStorage", "0", 3)
                .whole(0)
                .whole(3)
                .bytes(0x85)
                .whole(1)
                .bytes(0x85);
        pickle.bytes(0x89).op('N', 't', 'R', 's');

        try (TorchFile file = open(Archive.of(pickle.end(), Map.of("archive/data/0", SIX)))) {
            assertThat(file.readable("steps")).isFalse();
            assertThatThrownBy(() -> file.read("steps"))
                    .isInstanceOf(MalformedWeights.class)
                    .hasMessageContaining("torch.LongStorage");
        }
    }

    static void readAll(Path path) throws IOException {
        try (TorchFile file = TorchFile.open(path)) {
            for (String name : file.shapes().keySet()) {
                file.read(name);
            }
        }
    }

    private TorchFile open(byte[] archive) throws IOException {
        return TorchFile.open(Files.write(folder.resolve("x.pth"), archive));
    }

    private static Arguments with(String what, byte[] pickle, String why) {
        return Arguments.of(what, Archive.of(pickle, Map.of("archive/data/0", SIX)), why);
    }

    private static byte[] state(int stored, int offset, int size, int stride) {
        return Pickle.stateOf("w", "0", stored, offset, size, stride);
    }

    private static byte[] views(int count) {
        var pickle =
                Pickle.start().op('}').tensor("0", 6, 0, 6, 1).bytes('q', 0).op('0');
        for (int i = 0; i < count; i++) {
            pickle.bytes(0x8c, 4)
                    .op("%04x".formatted(i).toCharArray())
                    .bytes('h', 0)
                    .op('s');
        }
        return pickle.end();
    }

    private static byte[] crowded(int entries) {
        var others = new LinkedHashMap<String, byte[]>();
        IntStream.range(0, entries).forEach(i -> others.put("archive/data/" + i, new byte[0]));
        return Archive.of(state(6, 0, 6, 1), others);
    }

    private static byte[] floats(float... values) {
        var bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
