/** Who may come in. */
@NullMarked
package io.emistream.producer.gateway.door;

import org.jspecify.annotations.NullMarked;
