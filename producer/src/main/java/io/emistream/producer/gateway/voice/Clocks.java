package io.emistream.producer.gateway.voice;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The clocks that the gateway goes by; a test turns them by hand.
 *
 * @param wall stamps chunks
 * @param nanos monotonic nanoseconds that speed and silence are measured with
 */
public record Clocks(InstantSource wall, LongSupplier nanos) {}
