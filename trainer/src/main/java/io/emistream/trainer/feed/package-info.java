/** Labelled clips from Kafka, and when there are enough of them to train. */
@NullMarked
package io.emistream.trainer.feed;

import org.jspecify.annotations.NullMarked;
