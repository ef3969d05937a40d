/** Training runs as they go. */
@NullMarked
package io.emistream.dashboard.training;

import org.jspecify.annotations.NullMarked;
