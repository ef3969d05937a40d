/** {@code emi ablate}: the rows of the paper's tables, trained and judged one after another. */
@NullMarked
package io.emistream.app.ablate;

import org.jspecify.annotations.NullMarked;
