/** {@code emi trainer}: collects labelled clips, trains when there are enough, and lets a release through its gate. */
@NullMarked
package io.emistream.app.learn;

import org.jspecify.annotations.NullMarked;
