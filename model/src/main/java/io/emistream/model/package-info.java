/** The face of the model: waveforms in, scores out. No DJL type and no Kafka type appears here. */
@NullMarked
package io.emistream.model;

import org.jspecify.annotations.NullMarked;
