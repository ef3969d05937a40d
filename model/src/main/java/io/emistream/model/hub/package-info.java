/** Downloads repositories from a Hugging Face hub over plain HTTP: pinned, checked, resumed. */
@NullMarked
package io.emistream.model.hub;

import org.jspecify.annotations.NullMarked;
