/** How good a release is, and whether it may take another's place. */
@NullMarked
package io.emistream.trainer.evaluate;

import org.jspecify.annotations.NullMarked;
