package io.emistream.app.bench.neighbour;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Dead letters against the garbage that was sent.
 *
 * @param sent records of garbage
 * @param missing of them, without a letter
 * @param doubled letters beyond the first of a record
 * @param strangers letters of records that were no garbage
 */
record LetterCheck(int sent, int missing, int doubled, int strangers) {
    static final LetterCheck NONE = new LetterCheck(0, 0, 0, 0);

    /** @param letters where their records lay */
    static LetterCheck of(Collection<Place> garbage, List<Place> letters) {
        Set<Place> open = new HashSet<>(garbage);
        Set<Place> known = Set.copyOf(garbage);
        int doubled = 0;
        int strangers = 0;
        for (var letter : letters) {
            if (open.remove(letter)) continue;
            if (known.contains(letter)) doubled++;
            else strangers++;
        }
        return new LetterCheck(known.size(), open.size(), doubled, strangers);
    }

    LetterCheck plus(LetterCheck other) {
        return new LetterCheck(
                sent + other.sent, missing + other.missing, doubled + other.doubled, strangers + other.strangers);
    }

    boolean passed() {
        return missing + doubled + strangers == 0;
    }
}
