/** People's ratings of segments: with their audio they become labelled clips to learn from. */
@NullMarked
package io.emistream.dashboard.rate;

import org.jspecify.annotations.NullMarked;
