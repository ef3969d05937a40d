package io.emistream.model.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.model.network.Architecture;
import io.emistream.model.weights.Safetensors;
import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** One case of {@code make_reference.py}: an architecture, its weights, and what PyTorch and Transformers computed with them. */
record Reference(Architecture architecture, Safetensors file) implements AutoCloseable {
    static final List<Integer> LENGTHS = List.of(400, 5333, 12000);

    static Reference open(String name) throws IOException {
        Safetensors file = Safetensors.open(resource(name));
        String architecture = Objects.requireNonNull(file.metadata().get("architecture"));
        return new Reference(new ObjectMapper().readValue(architecture, Architecture.class), file);
    }

    static float[] clip(int length) throws IOException {
        try (Safetensors clips = Safetensors.open(resource("clips"))) {
            return clips.read(String.valueOf(length));
        }
    }

    private static Path resource(String name) throws IOException {
        try {
            return Path.of(Objects.requireNonNull(Reference.class.getResource("/reference/" + name + ".safetensors"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** The names of the stages, in the order in which the program returns them. */
    List<String> stages() {
        var stages = new ArrayList<>(List.of("convolved", "projected", "positioned"));
        IntStream.range(0, architecture.transformer().layers()).forEach(i -> stages.add("layer" + i));
        stages.addAll(List.of("hidden", "curve", "affect", "global", "temporal", "intensities"));
        stages.removeIf(stage -> !file.shapes().containsKey("400/" + stage));
        return stages;
    }

    float[] expected(int length, String stage) throws IOException {
        return file.read(length + "/" + stage);
    }

    WeightSource weights() {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        file.shapes().forEach((name, shape) -> {
            if (name.startsWith("w/")) {
                shapes.put(name.substring(2), shape);
            }
        });
        return new WeightSource() {
            @Override
            public Map<String, List<Integer>> shapes() {
                return shapes;
            }

            @Override
            public float[] read(String name) throws IOException {
                return file.read("w/" + name);
            }
        };
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
