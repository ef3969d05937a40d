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
    /**
     * Longest header accepted, in bytes: some ten thousand tensors. The format allows 100 MB, which takes gigabytes to parse; a network of this
     * kind has 60 KB.
     */
    static final long LONGEST = 1 << 20;

    private static final int MOST_DIMENSIONS = 64;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxNumberLength(20)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // shared names would let a file choose names that collide
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
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
        if (!node.isObject() && !node.isNull()) {
            throw new MalformedWeights("safetensors metadata is no dictionary of texts");
        }
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
        if (!node.path("dtype").isTextual()
                || !node.path("shape").isArray()
                || !offsets.isArray()
                || offsets.size() != 2) {
            throw new MalformedWeights("tensor %s: needs dtype, shape and two data_offsets".formatted(name));
        }
        String dtype = node.path("dtype").textValue();
        ElementType type = ElementType.named(dtype)
                .orElseThrow(
                        () -> new MalformedWeights("tensor %s: safetensors has no type %s".formatted(name, dtype)));
        long begin = whole(name, offsets.get(0));
        long end = whole(name, offsets.get(1));
        List<Long> shape = shape(name, node.path("shape"));
        if (begin > end || bits(name, shape, type) != (end - begin) * 8) {
            throw new MalformedWeights("tensor %s: shape %s of %s does not fit its bytes %d to %d"
                    .formatted(name, shape, type, begin, end));
        }
        return new TensorEntry(name, type, shape, begin, end);
    }

    private static List<Long> shape(String name, JsonNode sizes) throws MalformedWeights {
        if (sizes.size() > MOST_DIMENSIONS) {
            throw new MalformedWeights(
                    "tensor %s has %d dimensions; at most %d are read".formatted(name, sizes.size(), MOST_DIMENSIONS));
        }
        var shape = new ArrayList<Long>();
        for (JsonNode size : sizes) {
            shape.add(whole(name, size));
        }
        return List.copyOf(shape);
    }

    private static long bits(String name, List<Long> shape, ElementType type) throws MalformedWeights {
        try {
            return Math.multiplyExact(shape.stream().reduce(1L, Math::multiplyExact), type.bits());
        } catch (ArithmeticException e) {
            throw new MalformedWeights("tensor %s: shape %s does not fit any file".formatted(name, shape), e);
        }
    }

    private static long whole(String name, JsonNode node) throws MalformedWeights {
        if (!node.isIntegralNumber()
                || !node.canConvertToLong()
                || node.longValue() < 0
                || node.longValue() > Long.MAX_VALUE / 8) {
            throw new MalformedWeights("tensor %s: %s is no size or offset; it must be 0 to %d"
                    .formatted(name, Quoted.of(node.toString()), Long.MAX_VALUE / 8));
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
