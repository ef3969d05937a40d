package io.emistream.app.bench.load;

import java.util.List;
import java.util.Optional;

/**
 * Whether resident memory stays where it is. The first tenth of the looks warms up; the tenth after it is compared with the last.
 *
 * @param afterWarmUp bytes, the median of the second tenth
 * @param atEnd bytes, the median of the last tenth
 */
record Memory(long afterWarmUp, long atEnd) {
    /** Of fewer looks nothing is said. */
    static final int LEAST_LOOKS = 60;

    /** @param looks bytes in even distances; empty where they are too few, or where the system does not tell */
    static Optional<Memory> of(List<Long> looks) {
        if (looks.size() < LEAST_LOOKS || looks.contains(0L)) return Optional.empty();
        int tenth = looks.size() / 10;
        return Optional.of(new Memory(
                median(looks.subList(tenth, 2 * tenth)), median(looks.subList(looks.size() - tenth, looks.size()))));
    }

    private static long median(List<Long> looks) {
        return looks.stream().sorted().toList().get(looks.size() / 2);
    }

    /** In percent of what it was after the warm-up; below 0 where it shrank. */
    double growth() {
        return 100.0 * (atEnd - afterWarmUp) / afterWarmUp;
    }
}
