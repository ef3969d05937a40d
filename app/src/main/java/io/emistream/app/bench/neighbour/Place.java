package io.emistream.app.bench.neighbour;

import io.emistream.schemas.LetterHeader;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/** Where a record lies on the topic of chunks. */
record Place(int partition, long offset) {
    /** Where the record of a dead letter was read; empty where the letter does not say so. */
    static Optional<Place> of(Headers letter) {
        return LetterHeader.PARTITION.in(letter).flatMap(partition -> LetterHeader.OFFSET
                .in(letter)
                .map(offset -> new Place(Integer.parseInt(partition), Long.parseLong(offset))));
    }
}
