package io.emistream.model.checkpoint;

import io.emistream.model.weights.Safetensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileHeaderIT {
    private static final int MOST = (1 << 20) - 100;

    @TempDir
    private Path folder;

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("a megabyte of empty lists", "{\"a\":[" + many(i -> "[]") + "]}", "needs dtype"),
                Arguments.of("a megabyte of empty dictionaries", "{\"a\":[" + many(i -> "{}") + "]}", "needs dtype"),
                Arguments.of("a megabyte of names", "{" + many(i -> "\"" + i + "\":0") + "}", "needs dtype"),
                Arguments.of("names of one hash", "{" + many(i -> "\"" + colliding(i) + "\":0") + "}", "needs dtype"),
                Arguments.of(
                        "a shape of half a million sizes",
                        "{\"a\":{\"dtype\":\"F32\",\"shape\":[" + many(i -> "1") + "],\"data_offsets\":[0,4]}}",
                        "dimensions"),
                Arguments.of("ten thousand levels", "[".repeat(10_000), "brace"),
                Arguments.of("levels in a tensor", "{\"a\":" + "[".repeat(MOST - 100), "JSON"),
                Arguments.of("a number of a million digits", "{\"a\":" + "9".repeat(MOST - 100) + "}", "JSON"),
                Arguments.of(
                        "metadata of a hundred thousand texts",
                        "{\"__metadata__\":{" + many(i -> "\"" + i + "\":\"\"") + "},\"a\":0}",
                        "needs dtype"),
                Arguments.of("a header over the limit", "{\"a\":\"" + "x".repeat(1 << 20) + "\"}", "are the limit"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void refusesHostileHeadersWithinASecondAnd64Megabytes(String what, String header, String why) throws IOException {
        Path sound = file("sound", "{}");
        Safetensors.open(sound).close(); // classes loaded by the first reading are not the file's cost
        Path file = file("hostile", header);

        Cost.of(() -> Safetensors.open(file).close()).isRefused(what, Files.size(file), why);
    }

    private Path file(String name, String header) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(8 + text.length).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(
                folder.resolve(name), bytes.putLong(text.length).put(text).array());
    }

    /** As many, after commas, as fit a megabyte. */
    private static String many(IntFunction<String> part) {
        int count = MOST / (part.apply(100_000).length() + 1) - 20;
        return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining(","));
    }

    /** Names with one and the same hash code. */
    private static String colliding(int index) {
        return IntStream.range(0, 17)
                .mapToObj(bit -> (index >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }
}
