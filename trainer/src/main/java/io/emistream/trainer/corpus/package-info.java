/** Labelled clips: reading data sets, naming their faults, turning them into records of the corpus. */
@NullMarked
package io.emistream.trainer.corpus;

import org.jspecify.annotations.NullMarked;
