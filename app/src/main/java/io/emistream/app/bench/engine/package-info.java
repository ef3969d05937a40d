/** Engines that misbehave, for trials of all that is around one. */
@NullMarked
package io.emistream.app.bench.engine;

import org.jspecify.annotations.NullMarked;
