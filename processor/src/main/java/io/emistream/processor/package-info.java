/** Judges: from chunks on Kafka to scored segments. {@link io.emistream.processor.AffectTopology} is the page to begin with. */
@NullMarked
package io.emistream.processor;

import org.jspecify.annotations.NullMarked;
