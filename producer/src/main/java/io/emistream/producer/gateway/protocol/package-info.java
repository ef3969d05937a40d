/** The gateway's own protocol; docs/gateway.md specifies it. */
@NullMarked
package io.emistream.producer.gateway.protocol;

import org.jspecify.annotations.NullMarked;
