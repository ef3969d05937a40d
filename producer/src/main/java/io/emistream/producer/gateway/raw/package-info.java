/** Bare PCM, described in the query. */
@NullMarked
package io.emistream.producer.gateway.raw;

import org.jspecify.annotations.NullMarked;
