/** Kafka inside this process: one KRaft node for a demo, a laptop or a test. */
@NullMarked
package io.emistream.app.broker;

import org.jspecify.annotations.NullMarked;
