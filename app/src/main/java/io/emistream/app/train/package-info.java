/** {@code emi train}: from labelled clips to a release. */
@NullMarked
package io.emistream.app.train;

import org.jspecify.annotations.NullMarked;
