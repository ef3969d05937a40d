/** The parts of the system, started as the command needs them and joined by Kafka alone. */
@NullMarked
package io.emistream.app.role;

import org.jspecify.annotations.NullMarked;
