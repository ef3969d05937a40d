/** Rows of a paper's tables as training runs that can be stopped and gone on with, and the tables of what they gave. */
@NullMarked
package io.emistream.trainer.ablation;

import org.jspecify.annotations.NullMarked;
