package io.emistream.app.bench.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an engine can be told to do wrong. What lasts five seconds does so from the first waveform that it harms. */
public enum Misbehaviour {
    /** It throws for five seconds on every second waveform, and so on each batch that holds one. */
    THROWS,
    /** For five seconds, every second waveform gives values that are not finite. */
    NAN,
    /** For five seconds there is memory for three seconds of audio only, padding included. */
    OOM,
    /** The next call never returns, and no interrupt reaches it. */
    HANGS,
    /** The next call fails as one of CUDA does, and so does each after it. */
    LOST;

    /** By its word, as {@code toString} gives it. */
    static Optional<Misbehaviour> named(String word) {
        return Arrays.stream(values())
                .filter(one -> one.toString().equals(word.strip()))
                .findFirst();
    }

    /** Whether nothing but a new process ends it. */
    boolean stays() {
        return this == HANGS || this == LOST;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
