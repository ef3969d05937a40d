/** Microphones: which there are, what they say of themselves, and how they are heard. */
@NullMarked
package io.emistream.producer.microphone;

import org.jspecify.annotations.NullMarked;
