@NullMarked
package io.emistream.processor.segment;

import org.jspecify.annotations.NullMarked;
