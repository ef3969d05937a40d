/** Changes of audio that leave what it says alone, so that a network sees more than was recorded. */
@NullMarked
package io.emistream.trainer.augment;

import org.jspecify.annotations.NullMarked;
