package io.emistream.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.model.weights.Safetensors;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files end in an {@code IOException} or are read; nothing else comes out, within a second and 64 MiB above the file's own size. Seeded: a
 * failure says which input it was, and comes again.
 */
class FuzzIT {
    private static final int FAST = 3_000;
    private static final int LONG = 500_000;

    @TempDir
    private Path folder;

    @Test
    void damagedPicklesEndInAnError() throws IOException {
        assertThat(pickles(FAST, 1)).isBetween(FAST / 2, FAST);
    }

    @Test
    void damagedArchivesEndInAnError() throws IOException {
        assertThat(archives(FAST, 2)).isBetween(FAST / 4, FAST);
    }

    @Test
    void damagedSafetensorsEndInAnError() throws IOException {
        assertThat(safetensors(FAST, 3)).isBetween(FAST / 4, FAST);
    }

    @Test
    @Tag("long")
    void halfAMillionDamagedPicklesEndInAnError() throws IOException {
        assertThat(pickles(LONG, 4)).isPositive();
    }

    @Test
    @Tag("long")
    void aHundredThousandDamagedArchivesEndInAnError() throws IOException {
        assertThat(archives(LONG / 5, 5)).isPositive();
    }

    @Test
    @Tag("long")
    void aHundredThousandDamagedSafetensorsEndInAnError() throws IOException {
        assertThat(safetensors(LONG / 5, 6)).isPositive();
    }

    /** How many of the inputs were refused. */
    private static int pickles(int count, long seed) throws IOException {
        List<byte[]> seeds = List.of(
                pickleOf("authors-wrapped/fusion.pth"),
                pickleOf("folder-bf16/pytorch_model.bin"),
                Pickle.stateOf("w", "0", 6, 0, 6, 1),
                Pickle.start()
                        .global("collections", "OrderedDict")
                        .op(')', 'R', 'q')
                        .bytes(0)
                        .op('(')
                        .text("a")
                        .op(']', 'N', 'a', 'u')
                        .end(),
                new Pickle()
                        .bytes(0x80, 4, 0x95)
                        .int32(9)
                        .int32(0)
                        .op('}')
                        .bytes(0x94, 0x8c, 1)
                        .op('k', 'K', 'K', 's', 'h')
                        .bytes(0)
                        .end());
        return refused(count, new Mutation(seeds, new SplittableRandom(seed)), PickleReader::read);
    }

    private int archives(int count, long seed) throws IOException {
        List<byte[]> seeds = List.of(
                Files.readAllBytes(checkpoint("folder-bf16/pytorch_model.bin")),
                Archive.of(Pickle.stateOf("w", "0", 6, 0, 6, 1), Map.of("archive/data/0", new byte[24])),
                Archive.of(8, Pickle.stateOf("w", "0", 6, 0, 6, 1), Map.of("archive/byteorder", new byte[6])));
        Path file = folder.resolve("fuzz.pth");
        return refused(count, new Mutation(seeds, new SplittableRandom(seed)), bytes -> {
            Files.write(file, bytes);
            TorchFileIT.readAll(file);
        });
    }

    private int safetensors(int count, long seed) throws IOException {
        List<byte[]> seeds = List.of(
                header("{\"a\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}}", 8),
                header(
                        "{\"__metadata__\":{\"k\":\"v\"},\"i\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]},\"h\":{\"dtype\":\"BF16\",\"shape\":[3],\"data_offsets\":[8,14]}}",
                        14),
                header(
                        "{\"f\":{\"dtype\":\"F4\",\"shape\":[4],\"data_offsets\":[0,2]},\"d\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[2,10],\"x\":[[{}]]}}",
                        10),
                Files.readAllBytes(checkpoint("sharded/model-00002-of-00002.safetensors")));
        Path file = folder.resolve("fuzz.safetensors");
        return refused(count, new Mutation(seeds, new SplittableRandom(seed)), bytes -> {
            Files.write(file, bytes);
            readAll(file);
        });
    }

    private static void readAll(Path file) throws IOException {
        try (Safetensors read = Safetensors.open(file)) {
            for (String name : read.shapes().keySet()) {
                if (read.readable(name)) {
                    read.read(name);
                }
            }
        }
    }

    private static int refused(int count, Mutation mutation, Target target) {
        // classes loaded by the first reading are not the first file's cost
        mutation.seeds().forEach(seed -> Cost.of(() -> target.read(seed)));
        int refused = 0;
        for (int i = 0; i < count; i++) {
            byte[] input = mutation.next();
            try {
                Cost cost = Cost.of(() -> target.read(input)).isBounded("input " + i, input.length);
                refused += cost.refusal() == null ? 0 : 1;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError("input %d, of %d bytes".formatted(i, input.length), e);
            }
        }
        return refused;
    }

    @FunctionalInterface
    private interface Target {
        void read(byte[] input) throws IOException;
    }

    private static byte[] header(String json, int data) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }

    private static byte[] pickleOf(String name) throws IOException {
        try (var zip = new ZipFile(checkpoint(name).toFile())) {
            var entry = zip.stream()
                    .filter(one -> one.getName().endsWith("data.pkl"))
                    .findFirst()
                    .orElseThrow();
            return zip.getInputStream(entry).readAllBytes();
        }
    }

    private static Path checkpoint(String name) throws IOException {
        try {
            return Path.of(Objects.requireNonNull(FuzzIT.class.getResource("/checkpoints/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
