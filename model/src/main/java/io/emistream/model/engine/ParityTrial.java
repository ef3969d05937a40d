package io.emistream.model.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.emistream.model.Waveform;
import io.emistream.model.network.Architecture;
import io.emistream.model.network.Precision;
import io.emistream.model.weights.Safetensors;
import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Compares every stage of the network with what another program computed, clip by clip, alone and together in a batch. The reference is a safetensors
 * file, as {@code model/src/test/resources/reference/make_reference.py} makes it: the architecture as metadata, {@code w/<name>} for each weight, and
 * for each length {@code <samples>/clip} and {@code <samples>/<stage>}. One thread.
 *
 * @param file the reference
 * @param precision to run in
 */
public record ParityTrial(Path file, Precision precision) {
    private static final String WEIGHT = "w/";
    private static final String CLIP = "/clip";

    /**
     * How far one stage of one clip is from the reference.
     *
     * @param rows clips in the call: 1 when it ran alone
     * @param largest |Δ| / max(1, |reference|), the largest over the clip's real frames
     * @param relative ‖Δ‖ / ‖reference‖ over the same
     */
    public record Difference(String stage, int samples, int rows, double largest, double relative) {}

    /**
     * Runs the trial.
     *
     * @param found told each difference
     * @throws IllegalArgumentException if the file is no reference, or its weights do not fit its architecture
     */
    public void run(Consumer<Difference> found) throws IOException {
        try (Safetensors reference = Safetensors.open(file)) {
            String text = reference.metadata().get("architecture");
            if (text == null) {
                throw new IllegalArgumentException(
                        "%s has no metadata named architecture; make it with make_reference.py".formatted(file));
            }
            var architecture = new ObjectMapper().readValue(text, Architecture.class);
            List<Integer> lengths = reference.shapes().keySet().stream()
                    .filter(name -> name.endsWith(CLIP))
                    .map(name -> Integer.valueOf(name.substring(0, name.length() - CLIP.length())))
                    .sorted()
                    .toList();
            try (Network network =
                    Network.load(NativeGate.process(), architecture, weights(reference), Device.cpu(), precision)) {
                for (int length : lengths) compare(reference, architecture, network, List.of(length), found);
                compare(reference, architecture, network, lengths, found);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void compare(
            Safetensors reference,
            Architecture architecture,
            Network network,
            List<Integer> lengths,
            Consumer<Difference> found) {
        network.gate().run(() -> {
            try (NDManager step = network.scope()) {
                NDArray samples = step.create(
                        lengths.stream().mapToLong(Integer::longValue).toArray());
                NDList stages = network.run("stages", padded(reference, lengths, step), samples);
                List<String> names = stages(reference, architecture, lengths.get(0));
                for (int stage = 0; stage < names.size(); stage++) {
                    for (int row = 0; row < lengths.size(); row++) {
                        float[] actual = stages.get(stage)
                                .get(row)
                                .toType(DataType.FLOAT32, false)
                                .toFloatArray();
                        float[] expected = reference.read(lengths.get(row) + "/" + names.get(stage));
                        found.accept(difference(names.get(stage), lengths.get(row), lengths.size(), actual, expected));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Over the real frames; a batch has padded ones after them. A value that is not finite is infinitely far. */
    private static Difference difference(String stage, int samples, int rows, float[] actual, float[] expected) {
        double largest = actual.length < expected.length ? Double.POSITIVE_INFINITY : 0;
        double squares = 0;
        double reference = 0;
        for (int i = 0; i < Math.min(actual.length, expected.length); i++) {
            double apart =
                    Float.isFinite(actual[i]) ? Math.abs((double) actual[i] - expected[i]) : Double.POSITIVE_INFINITY;
            largest = Math.max(largest, apart / Math.max(1, Math.abs(expected[i])));
            squares += apart * apart;
            reference += (double) expected[i] * expected[i];
        }
        return new Difference(stage, samples, rows, largest, Math.sqrt(squares / reference));
    }

    private static NDArray padded(Safetensors reference, List<Integer> lengths, NDManager step) throws IOException {
        int longest = lengths.stream().mapToInt(Integer::intValue).max().orElseThrow();
        var values = FloatBuffer.allocate(lengths.size() * longest);
        for (int length : lengths) {
            Preparation.normalise(new Waveform(reference.read(length + CLIP)), longest, values);
        }
        return step.create(values.array(), new Shape(lengths.size(), longest));
    }

    /** The names of the stages, in the order in which the program returns them. */
    private static List<String> stages(Safetensors reference, Architecture architecture, int length) {
        var stages = new ArrayList<>(List.of("convolved", "projected", "positioned"));
        for (int i = 0; i < architecture.transformer().layers(); i++) stages.add("layer" + i);
        stages.addAll(List.of("hidden", "curve", "affect", "global", "temporal", "intensities"));
        stages.removeIf(stage -> !reference.shapes().containsKey(length + "/" + stage));
        return stages;
    }

    private static WeightSource weights(Safetensors reference) {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        reference.shapes().forEach((name, shape) -> {
            if (name.startsWith(WEIGHT)) shapes.put(name.substring(WEIGHT.length()), shape);
        });
        return new WeightSource() {
            @Override
            public Map<String, List<Integer>> shapes() {
                return shapes;
            }

            @Override
            public float[] read(String name) throws IOException {
                return reference.read(WEIGHT + name);
            }
        };
    }
}
