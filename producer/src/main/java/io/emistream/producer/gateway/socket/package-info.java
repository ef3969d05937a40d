/** WebSocket connections: one conversation each, bounded, with a heartbeat. */
@NullMarked
package io.emistream.producer.gateway.socket;

import org.jspecify.annotations.NullMarked;
