/** Whole topics, followed in no consumer group. */
@NullMarked
package io.emistream.dashboard.topic;

import org.jspecify.annotations.NullMarked;
