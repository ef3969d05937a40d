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
                "` {}`|brace",
                "[]|brace",
                "{|JSON",
                "{} {}|JSON",
                "{}x|JSON",
                "{\"a\":{},\"a\":{}}|JSON",
                "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}|JSON",
                "{\"__metadata__\":{},\"__metadata__\":{}}|JSON",
                "{\"a\":{\"dtype\":\"Z9\",\"shape\":[0],\"data_offsets\":[0,0]}}|no type Z9",
                "{\"a\":{\"dtype\":\"f32\",\"shape\":[0],\"data_offsets\":[0,0]}}|no type f32",
                "{\"a\":{\"dtype\":7,\"shape\":[0],\"data_offsets\":[0,0]}}|needs dtype",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":{},\"data_offsets\":[0,0]}}|needs dtype",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":{}}}|needs dtype",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0,0]}}|needs dtype",
                "{\"a\":{\"shape\":[0],\"data_offsets\":[0,0]}}|needs dtype",
                "{\"a\":7}|needs dtype",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[0.0],\"data_offsets\":[0,0]}}|is no size",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,0]}}|is no size",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[65536,65536,65536,65536],\"data_offsets\":[0,0]}}|does not fit",
                "{\"a\":{\"dtype\":\"F4\",\"shape\":[1],\"data_offsets\":[0,0]}}|does not fit",
                "{\"a\":[[[[[[[[[[]]]]]]]]]]}|JSON",
                "{\"__metadata__\":{\"k\":1}}|not text",
                "{\"__metadata__\":[]}|no dictionary",
                "{\"__metadata__\":\"k\"}|no dictionary",
            })
    void refusesHeadersThatAreNotSound(String header, String message) throws IOException {
        Path file = file(header, new byte[0]);

        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(MalformedWeights.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{}   `|0",
                "{\"__metadata__\":null}|0",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"more\":{\"x\":1}}}|4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}|4",
                "{\"b\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[4,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|4",
                "{\"a\":{\"dtype\":\"F4\",\"shape\":[3,2],\"data_offsets\":[0,3]}}|3",
                "{\"a\":{\"dtype\":\"F6_E2M3\",\"shape\":[4],\"data_offsets\":[0,3]}}|3",
                "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[3],\"data_offsets\":[0,3]}}|3",
                "{\"a\":{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[0,3]}}|3",
                "{\"a\":{\"dtype\":\"U16\",\"shape\":[1],\"data_offsets\":[0,2]}}|2",
                "{\"a\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[0,8]}}|8",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1099511627775,0],\"data_offsets\":[0,0]}}|0",
            })
    void opensWhatTheReferenceOpens(String header, int data) throws IOException {
        Path file = file(header, new byte[data]);

        try (Safetensors read = Safetensors.open(file)) {
            assertThat(read.metadata()).isEmpty();
        }
    }

    @Test
    void leavesTensorsOfOtherTypesUnread() throws IOException {
        Path file = file(
                "{\"ids\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},\"w\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[8,16]}}",
                ByteBuffer.allocate(16)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(7)
                        .putDouble(0.1)
                        .array());

        try (Safetensors read = Safetensors.open(file)) {
            assertThat(read.readable("ids")).isFalse();
            assertThat(read.readable("w")).isTrue();
            assertThat(read.read("w")).containsExactly(0.1f);
            assertThatThrownBy(() -> read.read("ids"))
                    .isInstanceOf(MalformedWeights.class)
                    .hasMessageContaining("is of I64");
        }
    }

    @Test
    void refusesTextThatIsNotUtf8() {
        byte[] header = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};

        assertThatThrownBy(() -> SafetensorsHeader.parse(header, 0)).hasMessageContaining("not UTF-8");
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
