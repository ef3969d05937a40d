package io.emistream.app.bench.speech;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the made sounds were to those who chose the rules. Decision record 0021 tells which they had heard when. */
enum MadeSet {
    FIRST(Unspoken.values()),
    SECOND(UnfamiliarMusic.values(), UnfamiliarNoise.values()),
    THIRD(LastMusic.values(), LastNoise.values());

    private final List<MadeSound> kinds;

    MadeSet(MadeSound[]... kinds) {
        this.kinds = Stream.of(kinds).flatMap(Stream::of).toList();
    }

    List<MadeSound> kinds() {
        return kinds;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
