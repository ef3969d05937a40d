package io.emistream.model.hub;

import java.io.IOException;

/** A hub that cannot give what was asked for, in one line for people; asking again later does not help. */
public final class HubProblem extends IOException {
    private static final long serialVersionUID = 1;

    HubProblem(String message) {
        super(message);
    }
}
