package io.emistream.model.weights;

import io.emistream.model.network.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/**
 * Untrained weights, drawn anew at each reading: the same on every machine for the same seed, name and shape. Drawn as wav2vec 2.0 is before
 * training, so that values stay in range through the network; they know nothing of speech.
 *
 * @param shapes shape of each weight by name
 * @param seed of all draws
 */
public record SeededWeights(Map<String, List<Integer>> shapes, long seed) implements WeightSource {

    @Override
    public float[] read(String name) {
        List<Integer> shape = shapes.get(name);
        if (shape == null) {
            throw new IllegalArgumentException(
                    "there is no weight named %s; there are %d others".formatted(name, shapes.size()));
        }
        int size = shape.stream().reduce(1, Math::multiplyExact);
        var values = new float[size];
        // a stream of its own for each name, so that the order of reading does not matter
        var random = new SplittableRandom(seed ^ Long.rotateLeft(hash(name) * 0x9E3779B97F4A7C15L, 17));
        Draw draw = draw(name, shape, random);
        for (int i = 0; i < size; i++) {
            values[i] = (float) draw.next();
        }
        return values;
    }

    private static Draw draw(String name, List<Integer> shape, SplittableRandom random) {
        if (name.equals(Parameters.MASK_VECTOR)) {
            return () -> random.nextDouble();
        }
        if (name.endsWith("bias") || name.startsWith("lstm_audio")) {
            double bound = name.startsWith("lstm_audio") ? 1 / Math.sqrt(shape.get(0) / 4.0) : 0;
            return () -> bound * (2 * random.nextDouble() - 1);
        }
        if (name.contains("layer_norm") || name.endsWith("weight_g")) {
            double gain = name.endsWith("weight_g") ? 2 : 1;
            return () -> gain;
        }
        double fanIn = shape.stream().skip(1).mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
        double deviation = name.contains("conv_layers") ? Math.sqrt(2 / fanIn) : Math.sqrt(1 / fanIn);
        return () -> deviation * Math.sqrt(3) * (2 * random.nextDouble() - 1);
    }

    /** Of the name's bytes: unlike a string's hash code, specified beyond Java. */
    private static long hash(String name) {
        var checksum = new CRC32();
        checksum.update(name.getBytes(StandardCharsets.UTF_8));
        return checksum.getValue();
    }

    @FunctionalInterface
    private interface Draw {
        double next();
    }
}
