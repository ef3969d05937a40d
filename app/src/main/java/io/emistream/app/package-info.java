/** The emi command: the only module that knows all the others. */
@NullMarked
package io.emistream.app;

import org.jspecify.annotations.NullMarked;
