/** Which releases serve: follows the deployment's topic, loads and checks releases, switches between batches, and rolls back by itself. */
@NullMarked
package io.emistream.processor.swap;

import org.jspecify.annotations.NullMarked;
