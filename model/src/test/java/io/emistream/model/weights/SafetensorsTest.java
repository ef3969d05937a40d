package io.emistream.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    @Test
    void readsBackWhatItWrote() throws IOException {
        var weights =
                new SeededWeights(Map.of("a.weight", List.of(3, 5), "scalar", List.of(), "none", List.of(0, 4)), 5);
        Path file = folder.resolve("w.safetensors");
        SafetensorsWriter.write(file, weights);

        try (Safetensors read = Safetensors.open(file)) {
            assertThat(read.shapes()).isEqualTo(weights.shapes());
            for (String name : weights.shapes().keySet()) {
                assertThat(read.read(name)).isEqualTo(weights.read(name));
            }
            assertThatThrownBy(() -> read.read("b")).hasMessageContaining("no tensor named b");
        }
    }

    @Test
    void widensSixteenBitFloatsExactly() throws IOException {
        var data = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        for (int half : new int[] {0x3c00, 0xc000, 0x0001, 0x7c00}) {
            data.putShort((short) half);
        }
        data.putShort((short) 0x3f80).putShort((short) 0xc040);
        Path file = file(
                "{\"h\":{\"dtype\":\"F16\",\"shape\":[4],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[8,12]}}",
                data.array());

        try (Safetensors read = Safetensors.open(file)) {
            assertThat(read.read("h")).containsExactly(1f, -2f, 0x1p-24f, Float.POSITIVE_INFINITY);
            assertThat(read.read("b")).containsExactly(1f, -3f);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[0,4]|[8,12]|no hole, no overlap",
                "[0,4]|[0,4]|no hole, no overlap",
                "[4,8]|[8,12]|no hole, no overlap",
                "[0,4]|[4,8]|the file is cut or has a tail",
                "[0,8]|[8,12]|does not fit its bytes",
                "[0,4]|[4,16]|does not fit its bytes",
                "[4,0]|[4,12]|does not fit its bytes",
                "[-4,0]|[4,12]|is no size or offset",
                "[0,4.5]|[4,12]|is no size or offset",
                "[0,99999999999999999999]|[4,12]|is no size or offset",
                "[0]|[4,12]|two data_offsets",
            })
    void refusesOffsetsThatDoNotTileTheFile(String first, String second, String message) throws IOException {
        Path file = file(
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":" + first
                        + "},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":" + second + "}}",
                new byte[12]);

        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(MalformedWeights.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x{}|brace",
                "{|JSON",
                "{} {}|JSON",
                "{\"a\":{},\"a\":{}}|JSON",
                "{\"a\":{\"dtype\":\"I64\",\"shape\":[0],\"data_offsets\":[0,0]}}|type I64",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536,65536,65536],\"data_offsets\":[0,0]}}|does not fit",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0],\"more\":1}}|nothing else",
                "{\"a\":[[[[[[[[[[]]]]]]]]]]}|JSON",
                "{\"__metadata__\":{\"k\":1}}|not text",
            })
    void refusesHeadersThatAreNotSound(String header, String message) throws IOException {
        Path file = file(header, new byte[0]);

        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(MalformedWeights.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesAHeaderLongerThanTheFileOrTheLimit() throws IOException {
        Path file = folder.resolve("long.safetensors");
        Files.write(
                file,
                ByteBuffer.allocate(16)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(Long.MAX_VALUE)
                        .array());
        assertThatThrownBy(() -> Safetensors.open(file)).hasMessageContaining("header of 9223372036854775807 bytes");
        Files.write(file, new byte[7]);
        assertThatThrownBy(() -> Safetensors.open(file)).hasMessageContaining("is 7 bytes");
    }

    private Path file(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(
                folder.resolve("x.safetensors"),
                bytes.putLong(json.length).put(json).put(data).array());
    }
}
