package io.emistream.app.bench.load;

/** A stretch of one participant's samples, both ends inclusive. */
record Range(long first, long last) {
    long samples() {
        return last - first + 1;
    }
}
