/** The door: raw records become checked chunks, or dead letters that carry their original bytes. */
@NullMarked
package io.emistream.processor.intake;

import org.jspecify.annotations.NullMarked;
