package io.emistream.model.weights;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SafetensorsHeaderPropertiesTest {

    @Property(tries = 20_000, seed = "1")
    void readsOrRefusesAnyHeader(@ForAll("headers") String header, @ForAll int dataLength) {
        assertThatCode(() -> read(header, dataLength)).doesNotThrowAnyException();
    }

    /** Words of the format in any order, so that many are JSON for a while. */
    @Provide
    Arbitrary<String> headers() {
        List<String> words = List.of(
                "{",
                "}",
                "[",
                "]",
                ":",
                ",",
                "\"a\"",
                "\"dtype\"",
                "\"F32\"",
                "\"I64\"",
                "\"shape\"",
                "\"data_offsets\"",
                "\"__metadata__\"",
                "0",
                "-1",
                "8",
                "9223372036854775808",
                "1e9",
                "null",
                "\\",
                "\u0000",
                " ");
        return Arbitraries.of(words).list().ofMaxSize(24).map(parts -> "{" + String.join("", parts));
    }

    private static void read(String header, int dataLength) {
        try {
            SafetensorsHeader.parse(header.getBytes(StandardCharsets.UTF_8), dataLength);
        } catch (MalformedWeights e) {
            // refused, as it should be
        }
    }
}
