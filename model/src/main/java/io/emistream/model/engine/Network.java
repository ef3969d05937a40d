package io.emistream.model.engine;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.emistream.model.network.Architecture;
import io.emistream.model.network.Program;
import io.emistream.model.network.ProgramArchive;
import io.emistream.model.weights.WeightSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A program and its weights on a device. Holds the model strongly, since its finalizer would free it. One thread at a time; every native call
 * passes the gate. Scope tree: model ⊃ weights; each call makes a scope of its own below the model's, and results belong to it.
 */
final class Network implements AutoCloseable {
    private final NativeGate gate;
    private final Model model;
    private final NDList weights;

    private Network(NativeGate gate, Model model, NDList weights) {
        this.gate = gate;
        this.model = model;
        this.weights = weights;
    }

    /** Loads a program and its weights. */
    static Network load(NativeGate gate, Architecture architecture, WeightSource weights, Device device)
            throws IOException {
        byte[] archive = ProgramArchive.of(Program.of(architecture));
        try {
            return gate.call(() -> {
                Model model = Engine.getEngine("PyTorch").newModel("fusion", device);
                try {
                    model.load(new ByteArrayInputStream(archive));
                    return new Network(gate, model, Weights.load(architecture, weights, model.getNDManager()));
                } catch (IOException | RuntimeException e) {
                    model.close();
                    throw e instanceof IOException io ? new UncheckedIOException(io) : unreadable(e);
                } catch (MalformedModelException e) {
                    model.close();
                    throw unreadable(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static RuntimeException unreadable(Exception e) {
        return e instanceof RuntimeException runtime ? runtime : new EngineException(e);
    }

    NativeGate gate() {
        return gate;
    }

    /** A scope for one call's arrays; close it inside the gate. */
    NDManager scope() {
        return model.getNDManager().newSubManager();
    }

    /**
     * Runs one method of the program. The results belong to the first input's scope.
     *
     * @param method name in the program
     * @param inputs the method's arguments before the weights; never empty, and never starting with a weight
     */
    NDList run(String method, NDArray... inputs) {
        var arguments = new NDList(inputs.length + weights.size() + 1);
        for (NDArray input : inputs) {
            arguments.add(input);
        }
        arguments.addAll(weights);
        if (!method.equals("forward")) {
            NDArray name = inputs[0].getManager().zeros(new Shape(1));
            name.setName("module_method:" + method);
            arguments.add(name);
        }
        return model.getBlock().forward(new ParameterStore(model.getNDManager(), false), arguments, false);
    }

    @Override
    public void close() {
        gate.run(model::close);
    }
}
