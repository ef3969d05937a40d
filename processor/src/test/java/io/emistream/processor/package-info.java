@NullMarked
package io.emistream.processor;

import org.jspecify.annotations.NullMarked;
