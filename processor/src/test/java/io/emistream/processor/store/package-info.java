@NullMarked
package io.emistream.processor.store;

import org.jspecify.annotations.NullMarked;
