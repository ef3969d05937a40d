/** How well a segment was recorded, and whether there is speech in it: pure functions of its samples, without Kafka and without clocks. */
@NullMarked
package io.emistream.processor.quality;

import org.jspecify.annotations.NullMarked;
