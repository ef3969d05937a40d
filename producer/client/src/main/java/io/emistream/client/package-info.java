/** A client of the gateway's native protocol, without Kafka: live audio of one voice there, scores back, whatever becomes of the connection. */
@NullMarked
package io.emistream.client;

import org.jspecify.annotations.NullMarked;
