/** Inference on DJL's PyTorch engine: one device owner, batches by length, and the gate every native call passes. */
@NullMarked
package io.emistream.model.engine;

import org.jspecify.annotations.NullMarked;
