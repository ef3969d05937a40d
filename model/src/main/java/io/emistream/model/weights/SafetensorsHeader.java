package io.emistream.model.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A safetensors header, checked as the reference implementation checks it: UTF-8 JSON starting with a brace, no key twice, known types, offsets
 * that follow one another without hole or overlap and end where the file ends, lengths that agree with shapes. Pure.
 *
 * @param tensors in the order of their data
 * @param metadata free text by key
 */
record SafetensorsHeader(List<TensorEntry> tensors, Map<String, String> metadata) {
    /** Longest header accepted, in bytes. */
    static final long LONGEST = 100_000_000;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxNumberLength(20)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * Reads a header.
     *
     * @param json the header's bytes
     * @param dataLength bytes that follow it in the file
     */
    static SafetensorsHeader parse(byte[] json, long dataLength) throws MalformedWeights {
        if (json.length == 0 || json[0] != '{') {
            throw new MalformedWeights("safetensors header does not start with a brace; is this a safetensors file?");
        }
        JsonNode root = tree(json);
        var tensors = new ArrayList<TensorEntry>();
        Map<String, String> metadata = Map.of();
        for (var field : root.properties()) {
            if (field.getKey().equals("__metadata__")) {
                metadata = metadata(field.getValue());
            } else {
                tensors.add(tensor(field.getKey(), field.getValue()));
            }
        }
        tensors.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
        contiguous(tensors, dataLength);
        return new SafetensorsHeader(List.copyOf(tensors), metadata);
    }

    private static JsonNode tree(byte[] json) throws MalformedWeights {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            return JSON.readTree(text);
        } catch (CharacterCodingException e) {
            throw new MalformedWeights("safetensors header is not UTF-8", e);
        } catch (JsonProcessingException e) {
            throw new MalformedWeights("safetensors header is not the JSON it should be: " + e.getOriginalMessage(), e);
        }
    }

    private static Map<String, String> metadata(JsonNode node) throws MalformedWeights {
        var metadata = new LinkedHashMap<String, String>();
        for (var field : node.properties()) {
            if (!field.getValue().isTextual()) {
                throw new MalformedWeights("safetensors metadata %s is not text".formatted(field.getKey()));
            }
            metadata.put(field.getKey(), field.getValue().textValue());
        }
        return Map.copyOf(metadata);
    }

    private static TensorEntry tensor(String name, JsonNode node) throws MalformedWeights {
        JsonNode offsets = node.path("data_offsets");
        if (node.size() != 3
                || !node.path("dtype").isTextual()
                || !node.path("shape").isArray()
                || offsets.size() != 2) {
            throw new MalformedWeights(
                    "tensor %s: needs dtype, shape and two data_offsets, and nothing else".formatted(name));
        }
        ElementType type = type(name, node.path("dtype").textValue());
        long begin = whole(name, offsets.get(0), Long.MAX_VALUE);
        long end = whole(name, offsets.get(1), Long.MAX_VALUE);
        var shape = new ArrayList<Integer>();
        long elements = 1;
        for (JsonNode size : node.path("shape")) {
            shape.add((int) whole(name, size, Integer.MAX_VALUE));
            elements = Math.min((long) Integer.MAX_VALUE + 1, elements * shape.get(shape.size() - 1));
        }
        if (elements > Integer.MAX_VALUE / 4 || begin > end || elements * type.bytes() != end - begin) {
            throw new MalformedWeights("tensor %s: shape %s of %s does not fit its bytes %d to %d (at most 2 GB)"
                    .formatted(name, shape, type, begin, end));
        }
        return new TensorEntry(name, type, List.copyOf(shape), begin, end);
    }

    private static ElementType type(String name, String text) throws MalformedWeights {
        for (ElementType type : ElementType.values()) {
            if (type.name().equals(text)) {
                return type;
            }
        }
        throw new MalformedWeights(
                "tensor %s: type %s is not read here; convert it to F32, F16 or BF16".formatted(name, text));
    }

    private static long whole(String name, JsonNode node, long most) throws MalformedWeights {
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0 || node.longValue() > most) {
            throw new MalformedWeights(
                    "tensor %s: %s is no size or offset; it must be 0 to %d".formatted(name, node, most));
        }
        return node.longValue();
    }

    private static void contiguous(List<TensorEntry> tensors, long dataLength) throws MalformedWeights {
        long next = 0;
        for (TensorEntry tensor : tensors) {
            if (tensor.begin() != next) {
                throw new MalformedWeights(
                        "tensor %s: data begins at %d; the one before ends at %d: no hole, no overlap allowed"
                                .formatted(tensor.name(), tensor.begin(), next));
            }
            next = tensor.end();
        }
        if (next != dataLength) {
            throw new MalformedWeights(
                    "tensors end at byte %d of %d; the file is cut or has a tail".formatted(next, dataLength));
        }
    }
}
