/** How well numbers agree, and how sure that is: pure functions of arrays. */
@NullMarked
package io.emistream.trainer.statistics;

import org.jspecify.annotations.NullMarked;
