/** Makes releases of checkpoints that users bring. */
@NullMarked
package io.emistream.model.importer;

import org.jspecify.annotations.NullMarked;
