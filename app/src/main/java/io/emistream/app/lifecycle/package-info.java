/** What was started, closed again in reverse; and Ctrl-C. */
@NullMarked
package io.emistream.app.lifecycle;

import org.jspecify.annotations.NullMarked;
