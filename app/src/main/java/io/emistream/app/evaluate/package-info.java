/** How well a release agrees with labels: {@code emi evaluate}, and the figures of {@code emi replay --labels}. */
@NullMarked
package io.emistream.app.evaluate;

import org.jspecify.annotations.NullMarked;
