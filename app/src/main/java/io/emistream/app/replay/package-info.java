/** Recordings through Kafka: published as sessions, waited for, and gone on with after an interruption. */
@NullMarked
package io.emistream.app.replay;

import org.jspecify.annotations.NullMarked;
