/** Reads checkpoints that users bring: Hugging Face folders and PyTorch state dictionaries; executes nothing. */
@NullMarked
package io.emistream.model.checkpoint;

import org.jspecify.annotations.NullMarked;
