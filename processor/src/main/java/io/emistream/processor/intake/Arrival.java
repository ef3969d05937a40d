package io.emistream.processor.intake;

import io.emistream.processor.store.Participant;
import io.emistream.processor.store.StoredChunk;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A chunk that can be read, and the record it came in, should it be refused later on.
 *
 * @param sequence number in its participant's stream
 */
public record Arrival(
        Participant participant,
        long sequence,
        StoredChunk chunk,
        Record<byte @Nullable [], byte @Nullable []> original) {}
