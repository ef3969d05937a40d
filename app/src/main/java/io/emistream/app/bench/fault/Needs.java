package io.emistream.app.bench.fault;

/** What a fault needs to happen in. */
record Needs(int brokers, int processors, Obstacle obstacle) {

    /** What is put in somebody's way. */
    enum Obstacle {
        NONE,
        /** Processors reach the broker through a proxy. */
        DETOUR,
        /** State lies on a small file system. */
        STATE_DISK,
        /** The first broker's data lies on a small file system. */
        BROKER_DISK,
        /** Processors have a wall clock that jumps. */
        FALSE_CLOCK
    }

    /** With one broker. */
    static Needs processors(int count) {
        return new Needs(1, count, Obstacle.NONE);
    }

    /** With one processor. */
    static Needs brokers(int count) {
        return new Needs(count, 1, Obstacle.NONE);
    }

    /** The same, with something in somebody's way. */
    Needs with(Obstacle other) {
        return new Needs(brokers, processors, other);
    }

    /** With one of each. */
    static Needs obstacle(Obstacle obstacle) {
        return new Needs(1, 1, obstacle);
    }
}
