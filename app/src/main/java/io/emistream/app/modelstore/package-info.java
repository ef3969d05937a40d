/** {@code emi model}: the store of releases from the command line. */
@NullMarked
package io.emistream.app.modelstore;

import org.jspecify.annotations.NullMarked;
