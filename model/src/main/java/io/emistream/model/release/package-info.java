/** Releases: weights and a manifest in a folder, published and opened as a whole or not at all. */
@NullMarked
package io.emistream.model.release;

import org.jspecify.annotations.NullMarked;
