package io.emistream.app.bench.scale;

import io.emistream.app.bench.load.Arrival;
import io.emistream.app.bench.load.Range;
import io.emistream.app.bench.load.Stage;
import io.emistream.app.bench.load.Voice;
import java.time.Instant;
import java.util.Map;

/** Made-up events. */
final class Events {
    private Events() {}

    /** Times in milliseconds. */
    static Arrival event(String session, long captured, long visible) {
        return new Arrival(
                new Voice.Speaker(session, "p"),
                new Range(captured, captured),
                false,
                Instant.ofEpochMilli(visible),
                Map.of(Stage.TOTAL, (double) (visible - captured)));
    }
}
