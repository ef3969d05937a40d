package io.emistream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Records written years ago stay readable: each schema is held to all versions it ever had, which lie in
 * {@code src/test/resources/history/<Record>/v1.avsc}, {@code v2.avsc} … and are never changed once released.
 */
class SchemaHistoryTest {

    static Stream<Schema> schemas() {
        return Topics.with(new InMemoryRegistry()).all().stream()
                .filter(topic -> topic.values() instanceof AvroSerde<?>)
                .map(topic -> ((AvroSerde<?>) topic.values()).schema())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void readsWhatEveryEarlierVersionWrote(Schema current) {
        var history = history(current.getName());

        assertThat(breaks(current, history)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void isTheNewestVersionOfItsHistory(Schema current) throws IOException {
        var history = history(current.getName());

        if (history.isEmpty() || !history.get(history.size() - 1).toString().equals(current.toString())) {
            String name = current.getName() + "/v" + (history.size() + 1) + ".avsc";
            var candidate = Path.of("target", "history").resolve(name);
            Files.createDirectories(candidate.toAbsolutePath().getParent());
            Files.writeString(candidate, current.toString(true) + "\n");
            throw new AssertionError(
                    current.getName() + " is not the newest version of its history (a registry would give it a new"
                            + " version too, even for a doc). Add it: cp schemas/target/history/" + name
                            + " schemas/src/test/resources/history/" + name);
        }
    }

    @Test
    void noticesARequiredFieldMoreAndARenamedFieldAndAnotherType() {
        var first = talk("{\"name\":\"words\",\"type\":\"string\"}");

        assertThat(breaks(
                        talk("{\"name\":\"words\",\"type\":\"string\"},{\"name\":\"mood\",\"type\":\"string\"}"),
                        List.of(first)))
                .isNotEmpty();
        assertThat(breaks(talk("{\"name\":\"speech\",\"type\":\"string\"}"), List.of(first)))
                .isNotEmpty();
        assertThat(breaks(talk("{\"name\":\"words\",\"type\":\"int\"}"), List.of(first)))
                .isNotEmpty();
    }

    @Test
    void noticesABreakWithAnyVersionNotOnlyTheLatest() {
        var first = talk("{\"name\":\"words\",\"type\":\"string\"}");
        var second = talk(
                "{\"name\":\"words\",\"type\":\"string\"},{\"name\":\"mood\",\"type\":\"string\",\"default\":\"\"}");
        var third = talk("{\"name\":\"words\",\"type\":\"string\"},{\"name\":\"mood\",\"type\":\"string\"}");

        assertThat(breaks(third, List.of(second))).isEmpty();
        assertThat(breaks(third, List.of(first, second))).hasSize(1);
    }

    private static Schema talk(String fields) {
        return new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"Talk\",\"fields\":[" + fields + "]}");
    }

    /** Which earlier versions the schema cannot read, and why. */
    private static List<String> breaks(Schema current, List<Schema> history) {
        var broken = new ArrayList<String>();
        for (int i = 0; i < history.size(); i++) {
            var result = SchemaCompatibility.checkReaderWriterCompatibility(current, history.get(i));
            if (result.getType() != SchemaCompatibilityType.COMPATIBLE)
                broken.add(current.getName() + " cannot read v" + (i + 1) + ": "
                        + result.getResult().getIncompatibilities());
        }
        return broken;
    }

    private static List<Schema> history(String record) {
        var versions = new ArrayList<Schema>();
        for (int version = 1; ; version++) {
            try (var in =
                    SchemaHistoryTest.class.getResourceAsStream("/history/" + record + "/v" + version + ".avsc")) {
                if (in == null) return versions;
                versions.add(new Schema.Parser().parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
