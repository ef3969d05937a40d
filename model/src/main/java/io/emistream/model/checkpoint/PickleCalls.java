package io.emistream.model.checkpoint;

import io.emistream.model.weights.MalformedWeights;
import io.emistream.model.weights.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** The few names a pickle may use, and what stands for calling them. Pure. */
final class PickleCalls {
    private static final String TENSOR = "torch._utils._rebuild_tensor_v2";
    private static final String PARAMETER = "torch._utils._rebuild_parameter";
    private static final String DICTIONARY = "collections.OrderedDict";
    private static final Set<String> CALLABLE = Set.of(TENSOR, PARAMETER, DICTIONARY);

    private PickleCalls() {}

    static Pickled global(String module, String name) throws MalformedWeights {
        String full = module + "." + name;
        if (!CALLABLE.contains(full) && !StorageType.isKnown(full)) {
            throw new MalformedWeights(
                    "the checkpoint wants to use %s, which weights do not need; it is refused, and nothing of it was run"
                            .formatted(Quoted.of(full)));
        }
        return new Pickled.Global(full);
    }

    /** A persistent id: {@code ("storage", type, key, location, elements)}. */
    static Pickled storage(Pickled id) throws MalformedWeights {
        if (id instanceof Pickled.Sequence tuple
                && tuple.items().size() == 5
                && tuple.items().get(1) instanceof Pickled.Global type
                && StorageType.isKnown(type.name())
                && tuple.items().get(2) instanceof Pickled.Text key
                && tuple.items().get(4) instanceof Pickled.Whole elements) {
            return new Pickled.Storage(type.name(), key.value(), elements.value());
        }
        throw new MalformedWeights("the checkpoint points at something that is no storage of a known type");
    }

    static Pickled call(Pickled function, Pickled arguments) throws MalformedWeights {
        if (!(function instanceof Pickled.Global global) || !(arguments instanceof Pickled.Sequence tuple)) {
            throw new MalformedWeights("pickle calls what is no function");
        }
        List<Pickled> items = tuple.items();
        if (global.name().equals(DICTIONARY) && items.isEmpty()) {
            return new Pickled.Dictionary(new LinkedHashMap<>());
        }
        if (global.name().equals(PARAMETER) && !items.isEmpty() && items.get(0) instanceof Pickled.Tensor tensor) {
            return tensor;
        }
        if (global.name().equals(TENSOR)
                && items.size() >= 4
                && items.get(0) instanceof Pickled.Storage storage
                && items.get(1) instanceof Pickled.Whole offset
                && items.get(2) instanceof Pickled.Sequence shape
                && items.get(3) instanceof Pickled.Sequence strides) {
            return new Pickled.Tensor(storage, offset.value(), numbers(shape), numbers(strides));
        }
        throw new MalformedWeights("pickle calls %s with arguments it does not take".formatted(global.name()));
    }

    private static List<Long> numbers(Pickled.Sequence sequence) throws MalformedWeights {
        if (sequence.items().size() > 8) {
            throw new MalformedWeights("a tensor of %d dimensions; weights have at most 8"
                    .formatted(sequence.items().size()));
        }
        var numbers = new ArrayList<Long>();
        for (Pickled item : sequence.items()) {
            if (!(item instanceof Pickled.Whole whole)) {
                throw new MalformedWeights("a tensor's shape or stride is no whole number");
            }
            numbers.add(whole.value());
        }
        return List.copyOf(numbers);
    }
}
