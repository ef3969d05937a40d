/** Events in words: one line, a table, JSON Lines or CSV. */
@NullMarked
package io.emistream.app.show;

import org.jspecify.annotations.NullMarked;
