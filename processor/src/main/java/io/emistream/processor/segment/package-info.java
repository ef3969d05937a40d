/** Where one participant's stream is cut into segments: pure functions of samples, without Kafka and without clocks. */
@NullMarked
package io.emistream.processor.segment;

import org.jspecify.annotations.NullMarked;
