/** Segments in, affect events out: way B of decision record 0002, where tasks submit and a punctuator forwards. */
@NullMarked
package io.emistream.processor.score;

import org.jspecify.annotations.NullMarked;
