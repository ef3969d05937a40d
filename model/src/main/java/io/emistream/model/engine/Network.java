package io.emistream.model.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.emistream.model.network.Architecture;
import io.emistream.model.network.Precision;
import io.emistream.model.network.Program;
import io.emistream.model.weights.WeightSource;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A program and its weights on a device. One thread at a time; every native call passes the gate. Scope tree: module ⊃ weights; each call makes a
 * scope of its own below the module's, and results belong to it.
 */
final class Network implements AutoCloseable {
    private final NativeGate gate;
    private final Module module;
    private final NDList weights;

    private Network(NativeGate gate, Module module, NDList weights) {
        this.gate = gate;
        this.module = module;
        this.weights = weights;
    }

    /** Loads a program and its weights, lowered to the given precision one by one. */
    static Network load(
            NativeGate gate, Architecture architecture, WeightSource weights, Device device, Precision precision)
            throws IOException {
        try {
            return gate.call(() -> {
                Module module = Module.load(Program.of(architecture, precision), device);
                try {
                    return new Network(gate, module, Weights.load(architecture, weights, module, precision));
                } catch (IOException e) {
                    module.close();
                    throw new UncheckedIOException(e);
                } catch (RuntimeException e) {
                    module.close();
                    throw e;
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    NativeGate gate() {
        return gate;
    }

    /** A scope for one call's arrays; close it inside the gate. */
    NDManager scope() {
        return module.manager().newSubManager();
    }

    /** Runs one method of the program on all weights; the results belong to the first input's scope. */
    NDList run(String method, NDArray... inputs) {
        return module.run(method, weights, inputs);
    }

    @Override
    public void close() {
        gate.run(() -> {
            module.close();
            FreedMemory.giveBack();
        });
    }
}
