/** Hears: audio sources, cut into numbered chunks, onto the log. */
@NullMarked
package io.emistream.producer;

import org.jspecify.annotations.NullMarked;
