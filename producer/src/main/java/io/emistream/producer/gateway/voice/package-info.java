/** One voice on its way to the log, whatever protocol it came by. */
@NullMarked
package io.emistream.producer.gateway.voice;

import org.jspecify.annotations.NullMarked;
