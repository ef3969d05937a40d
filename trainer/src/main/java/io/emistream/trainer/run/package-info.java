/** A training run from a corpus and a release to a new release: its folder, its start, its end. */
@NullMarked
package io.emistream.trainer.run;

import org.jspecify.annotations.NullMarked;
