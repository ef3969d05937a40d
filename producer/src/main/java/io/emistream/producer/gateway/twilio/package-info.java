/** Phone calls, by Twilio Media Streams. */
@NullMarked
package io.emistream.producer.gateway.twilio;

import org.jspecify.annotations.NullMarked;
