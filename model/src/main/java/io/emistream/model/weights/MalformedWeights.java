package io.emistream.model.weights;

import java.io.IOException;

/** A weights file that is not what it says it is. */
public final class MalformedWeights extends IOException {
    private static final long serialVersionUID = 1;

    public MalformedWeights(String message) {
        super(message);
    }

    public MalformedWeights(String message, Throwable cause) {
        super(message, cause);
    }
}
