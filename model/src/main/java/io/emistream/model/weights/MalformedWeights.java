package io.emistream.model.weights;

import java.io.IOException;

/** A weights file that is not what it says it is. Its message may quote the file: it is cut to 500 characters, and none of them steers a terminal. */
public final class MalformedWeights extends IOException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 500;

    public MalformedWeights(String message) {
        super(Quoted.of(message, LONGEST));
    }

    public MalformedWeights(String message, Throwable cause) {
        super(Quoted.of(message, LONGEST), cause);
    }
}
