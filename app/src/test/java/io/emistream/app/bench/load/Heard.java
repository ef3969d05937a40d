package io.emistream.app.bench.load;

import java.time.Instant;
import java.util.Map;

/** Made-up events. */
final class Heard {
    static final Voice.Speaker ANN = new Voice.Speaker("call", "ann");
    static final Voice.Speaker BEN = new Voice.Speaker("call", "ben");

    private Heard() {}

    static Arrival event(Voice.Speaker speaker, long first, long last) {
        return new Arrival(speaker, new Range(first, last), false, Instant.EPOCH, Map.of());
    }
}
