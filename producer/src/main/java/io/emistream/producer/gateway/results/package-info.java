/** Scores on their way back to those who speak. */
@NullMarked
package io.emistream.producer.gateway.results;

import org.jspecify.annotations.NullMarked;
