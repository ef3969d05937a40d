/** Chunks in, segments and session events out: the segmenter of each participant, joined to the task's store. */
@NullMarked
package io.emistream.processor.cut;

import org.jspecify.annotations.NullMarked;
