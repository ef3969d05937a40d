package io.emistream.client;

import java.time.Duration;

/** What follows from something that was heard. */
sealed interface Outcome {
    Outcome GO_ON = new GoOn();

    record GoOn() implements Outcome {}

    /** Nothing is to be sent for so long. */
    record Wait(Duration time, String why) implements Outcome {}

    /** This connection is of no use any more; another one is, after so long at least. */
    record Reconnect(Duration time, String why) implements Outcome {}

    /** It cannot go on. */
    record Failed(IngestException why) implements Outcome {}
}
