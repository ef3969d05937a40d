package io.emistream.app.bench.load;

import java.util.Locale;

/** Where the time goes between the capture of the chunk that closes a segment and a committed reader's sight of the event. */
public enum Stage {
    CAPTURE("capture to broker"),
    HANDLING("broker to task, task to event"),
    WAITING("waiting for the batch"),
    INFERENCE("inference"),
    COMMIT("commit and read"),
    TOTAL("total");

    private final String words;

    Stage(String words) {
        this.words = words;
    }

    /** For people. */
    String words() {
        return words;
    }

    /** For machines. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
