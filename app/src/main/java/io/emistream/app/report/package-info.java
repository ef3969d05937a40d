/** Pages that need nothing else, and the charts on them. */
@NullMarked
package io.emistream.app.report;

import org.jspecify.annotations.NullMarked;
