package io.emistream.model.engine;

/** A loss over the rows of a batch, seen from the network: how it changes with each output. */
public interface BatchLoss {

    /**
     * Derivatives by every output of the rows that are known; those of other rows are not read.
     *
     * @param outputs a row without values is not known yet, which happens to {@link #separable} losses only
     */
    Outputs gradient(Outputs outputs);

    /** Whether a row's derivatives do not depend on the other rows' outputs, so that a batch need not be run through twice. */
    boolean separable();
}
