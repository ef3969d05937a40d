/** The command as people run it: processes of their own, on a broker and a registry of their own. */
@NullMarked
package io.emistream.app.process;

import org.jspecify.annotations.NullMarked;
