/** Measures what training costs. */
@NullMarked
package io.emistream.trainer.trial;

import org.jspecify.annotations.NullMarked;
