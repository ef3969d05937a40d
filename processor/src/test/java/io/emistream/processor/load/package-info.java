@NullMarked
package io.emistream.processor.load;

import org.jspecify.annotations.NullMarked;
