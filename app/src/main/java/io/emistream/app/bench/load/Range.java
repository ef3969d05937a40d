package io.emistream.app.bench.load;

/** A stretch of one participant's samples, both ends inclusive. */
public record Range(long first, long last) {
    long samples() {
        return last - first + 1;
    }
}
