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
import io.emistream.model.network.Program;
import io.emistream.model.network.ProgramArchive;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A program on a device. Holds the model strongly, since its finalizer would free it. One thread at a time, and only inside the gate. */
record Module(Model model) implements AutoCloseable {

    static Module load(Program program, Device device) {
        Model model = Engine.getEngine("PyTorch").newModel("fusion", device);
        try {
            model.load(new ByteArrayInputStream(ProgramArchive.of(program)));
            return new Module(model);
        } catch (IOException e) {
            model.close();
            throw new UncheckedIOException(e);
        } catch (MalformedModelException e) {
            model.close();
            throw new EngineException(e);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** Arrays that live as long as the module. */
    NDManager manager() {
        return model.getNDManager();
    }

    /**
     * Runs one method of the program. The results belong to the first input's scope.
     *
     * @param method name in the program
     * @param weights its dictionary, named {@code w.<name>}, or several by first letter; empty for a method without one
     * @param inputs its arguments before the dictionary; never empty, and the first one never a weight that stays
     */
    NDList run(String method, NDList weights, NDArray... inputs) {
        return run(method, false, weights, inputs);
    }

    /** The same, keeping the graph for a backward pass where {@code learning}. */
    NDList run(String method, boolean learning, NDList weights, NDArray... inputs) {
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
        return model.getBlock().forward(new ParameterStore(manager(), false), arguments, learning);
    }

    @Override
    public void close() {
        model.close();
    }
}
