package io.emistream.producer.gateway.protocol;

import io.emistream.producer.gateway.door.Door;
import io.emistream.producer.gateway.results.ResultFeed;
import io.emistream.producer.gateway.voice.Ingest;
import java.util.function.LongSupplier;

/**
 * What all conversations share.
 *
 * @param nanos monotonic nanoseconds
 */
public record Context(Ingest ingest, Door door, ResultFeed results, LongSupplier nanos) {}
