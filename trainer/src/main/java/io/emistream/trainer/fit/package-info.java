/** The training loop: batches, losses, schedule, checkpoints. Knows neither Kafka nor DJL. */
@NullMarked
package io.emistream.trainer.fit;

import org.jspecify.annotations.NullMarked;
