/** Trials by fire of the native library: killed at random moments, and run for long under contention. */
@NullMarked
package io.emistream.model.soak;

import org.jspecify.annotations.NullMarked;
