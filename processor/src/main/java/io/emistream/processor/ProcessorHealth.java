package io.emistream.processor;

import java.util.Optional;

/**
 * How a processor is.
 *
 * @param state Kafka Streams' word for it, for people
 * @param ready whether audio is being judged, or soon will be again by itself (rebalance, retry)
 * @param silence why Kafka is taken to be away, if it is: Kafka Streams calls itself running then, too
 * @param failures stream threads that died and were replaced since the start
 * @param lastFailure why the latest did
 */
public record ProcessorHealth(
        String state, boolean ready, Optional<String> silence, long failures, Optional<String> lastFailure) {}
