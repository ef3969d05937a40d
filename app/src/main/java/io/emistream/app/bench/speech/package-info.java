/** How well speech is told from what is not: on recordings of the user's, and on music, hum, keys and tones that are made here. */
@NullMarked
package io.emistream.app.bench.speech;

import org.jspecify.annotations.NullMarked;
