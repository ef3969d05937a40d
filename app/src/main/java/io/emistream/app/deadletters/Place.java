package io.emistream.app.deadletters;

import java.util.Optional;
import java.util.regex.Pattern;

/** Where a record lies; in words {@code topic/partition/offset}. */
record Place(String topic, int partition, long offset) {
    private static final Pattern WORDS = Pattern.compile("([^/]+)/(\\d{1,9})/(\\d{1,18})");

    /** Empty when the words are no place. */
    static Optional<Place> of(String words) {
        var found = WORDS.matcher(words);
        return found.matches()
                ? Optional.of(
                        new Place(found.group(1), Integer.parseInt(found.group(2)), Long.parseLong(found.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }
}
