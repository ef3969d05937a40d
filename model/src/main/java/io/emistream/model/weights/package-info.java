/** Named weights: reading and writing safetensors, drawing untrained ones from a seed. */
@NullMarked
package io.emistream.model.weights;

import org.jspecify.annotations.NullMarked;
