package io.emistream.model.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Weights that learn, with their moments and moving average, on the device: arrays named {@code w.}, {@code m.}, {@code v.} and {@code e.<name>}, as
 * the program's dictionaries want them. They live as long as the module. One thread at a time, inside the gate.
 */
final class LearnedWeights {
    static final String WEIGHT = "w.";
    static final String FIRST_MOMENT = "m.";
    static final String SECOND_MOMENT = "v.";
    static final String AVERAGE = "e.";

    private final Module module;
    private final Map<String, NDArray> arrays = new LinkedHashMap<>();
    private final Map<Double, List<String>> groups = new TreeMap<>();
    private final Staging staging = new Staging();

    private LearnedWeights(Module module) {
        this.module = module;
    }

    /**
     * Brings weights to the device; moments and averages too where the source has them, else as they are before the first step.
     *
     * @param source names with the prefix {@code w.}, and the others' where there are any
     */
    static LearnedWeights load(
            Map<String, List<Integer>> shapes, WeightSource source, Module module, LearningRules rules)
            throws IOException {
        var weights = new LearnedWeights(module);
        for (var entry : shapes.entrySet()) {
            String name = entry.getKey();
            double pace = rules.pace().applyAsDouble(name);
            NDArray weight = weights.add(WEIGHT + name, entry.getValue(), source.read(WEIGHT + name));
            if (rules.averages()) weights.restore(AVERAGE + name, entry.getValue(), source, weight::toFloatArray);
            if (pace > 0) {
                weight.setRequiresGradient(true);
                weights.groups.computeIfAbsent(pace, any -> new ArrayList<>()).add(name);
                int size = (int) weight.size();
                weights.restore(FIRST_MOMENT + name, entry.getValue(), source, () -> new float[size]);
                weights.restore(SECOND_MOMENT + name, entry.getValue(), source, () -> new float[size]);
            }
        }
        return weights;
    }

    private void restore(String key, List<Integer> shape, WeightSource source, Start start) throws IOException {
        add(key, shape, source.shapes().containsKey(key) ? source.read(key) : start.values());
    }

    /** Copies through one reused direct buffer: an array made from a Java buffer would keep it, and its memory, for good. */
    private NDArray add(String key, List<Integer> shape, float[] values) {
        ByteBuffer buffer = staging.floats(values.length);
        buffer.asFloatBuffer().put(values);
        var dimensions = new Shape(shape.stream().mapToLong(Integer::longValue).toArray());
        try (NDArray staged = module.manager().create(buffer, dimensions, DataType.FLOAT32)) {
            NDArray array = staged.duplicate();
            array.setName(key);
            arrays.put(key, array);
            return array;
        }
    }

    /** All weights, as the network's dictionary. */
    NDList all() {
        return list(WEIGHT, names());
    }

    /** The moving averages, under the weights' names; the caller closes them, which leaves the averages. */
    NDList averages() {
        var averaged = new NDList();
        for (String name : names()) {
            NDArray view = array(AVERAGE + name).reshape(array(AVERAGE + name).getShape());
            view.setName(WEIGHT + name);
            averaged.add(view);
        }
        return averaged;
    }

    /**
     * Takes one step along the gradients that are there, and forgets them.
     *
     * @param scale the loss was multiplied by this
     * @param number of the step, the first being 1
     * @return norm of all gradients before clipping; where it is not finite, nothing changed
     */
    double step(StepRules rules, long number, double scale) {
        try (NDManager scope = module.manager().newSubManager()) {
            NDList gradients = gradients();
            try {
                double norm = module.run("clip", gradients, scope.create(new double[] {
                            rules.clipValue(), rules.clipNorm(), 1 / scale
                        }))
                        .get(0)
                        .toFloatArray()[0];
                if (Double.isFinite(norm)) move(rules, number, gradients, scope);
                module.run("forget", gradients, scope.zeros(new Shape(1)));
                return norm;
            } finally {
                gradients.forEach(NDArray::close);
            }
        }
    }

    private void move(StepRules rules, long number, NDList gradients, NDManager scope) {
        int used = 0;
        for (var group : groups.entrySet()) {
            List<String> names = group.getValue();
            NDList arguments = list(WEIGHT, names);
            arguments.addAll(gradients.subNDList(used).subList(0, names.size()));
            arguments.addAll(list(FIRST_MOMENT, names));
            arguments.addAll(list(SECOND_MOMENT, names));
            used += names.size();
            double[] numbers = {
                rules.rate() * group.getKey(), rules.beta1(), rules.beta2(), rules.epsilon(), rules.decay(), number
            };
            module.run("update", arguments, scope.create(numbers));
            if (rules.averaging() > 0) {
                NDList pair = list(WEIGHT, names);
                pair.addAll(list(AVERAGE, names));
                module.run("average", pair, scope.create(new double[] {1 - rules.averaging()}));
            }
        }
    }

    /** In the order of the groups; the caller closes them, which leaves the gradients. */
    NDList gradients() {
        var gradients = new NDList();
        groups.values()
                .forEach(names -> names.forEach(name -> {
                    NDArray gradient = array(WEIGHT + name).getGradient();
                    gradient.setName("g." + name);
                    gradients.add(gradient);
                }));
        return gradients;
    }

    private NDList list(String prefix, List<String> names) {
        var list = new NDList(names.size());
        names.forEach(name -> list.add(array(prefix + name)));
        return list;
    }

    private List<String> names() {
        return arrays.keySet().stream()
                .filter(key -> key.startsWith(WEIGHT))
                .map(key -> key.substring(WEIGHT.length()))
                .toList();
    }

    private NDArray array(String key) {
        NDArray array = arrays.get(key);
        if (array == null) throw new IllegalArgumentException("there is no array " + key);
        return array;
    }

    /** Values by name, as they are when they are read; {@code prefix} chooses, and is left out of the names. */
    WeightSource reading(NativeGate gate, String prefix) {
        var shapes = new LinkedHashMap<String, List<Integer>>();
        arrays.forEach((key, array) -> {
            if (key.startsWith(prefix)) {
                List<Integer> shape = new ArrayList<>();
                for (long dimension : array.getShape().getShape()) shape.add(Math.toIntExact(dimension));
                shapes.put(key.substring(prefix.length()), shape);
            }
        });
        return new WeightSource() {
            @Override
            public Map<String, List<Integer>> shapes() {
                return shapes;
            }

            @Override
            public float[] read(String name) {
                return gate.call(() -> array(prefix + name).toFloatArray());
            }
        };
    }

    @FunctionalInterface
    private interface Start {
        float[] values();
    }
}
