/** Any audio file to 16 kHz mono: sniffing, decoders, mix-down, resampling, level measures. No Kafka, no DJL. */
@NullMarked
package io.emistream.audio;

import org.jspecify.annotations.NullMarked;
