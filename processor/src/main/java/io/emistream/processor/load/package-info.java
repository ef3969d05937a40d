/** What an instance can carry, what it is asked to carry, and what it does when that is too much. */
@NullMarked
package io.emistream.processor.load;

import org.jspecify.annotations.NullMarked;
