/** The page that captures a microphone, and the client library for browsers. */
@NullMarked
package io.emistream.producer.gateway.page;

import org.jspecify.annotations.NullMarked;
