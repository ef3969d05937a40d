@NullMarked
package io.emistream.processor.score;

import org.jspecify.annotations.NullMarked;
