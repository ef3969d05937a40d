package io.emistream.model.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.model.weights.MalformedWeights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the small texts that lie beside weights; refuses those that are not small. */
final class SmallFile {
    private static final int MOST = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(40)
                    .build())
            .build());

    private SmallFile() {}

    /** A JSON object, where there is such a file. */
    static Optional<JsonNode> json(Path file) throws IOException {
        Optional<String> text = text(file);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(text.get());
            if (!node.isObject()) {
                throw new MalformedWeights("%s is no JSON object".formatted(file));
            }
            return Optional.of(node);
        } catch (JsonProcessingException e) {
            throw new MalformedWeights(
                    "%s is not the JSON it should be: %s".formatted(file, e.getOriginalMessage()), e);
        }
    }

    /** A text in UTF-8, where there is such a file. */
    static Optional<String> text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MOST + 1);
            if (content.length > MOST) {
                throw new MalformedWeights("%s is longer than %d bytes".formatted(file, MOST));
            }
            return Optional.of(new String(content, StandardCharsets.UTF_8));
        }
    }
}
