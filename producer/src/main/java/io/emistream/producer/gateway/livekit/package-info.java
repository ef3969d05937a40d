/** Audio tracks of LiveKit rooms, by its track egress. */
@NullMarked
package io.emistream.producer.gateway.livekit;

import org.jspecify.annotations.NullMarked;
