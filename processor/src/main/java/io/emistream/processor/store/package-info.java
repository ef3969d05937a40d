/** What a task remembers, held until the commit: chunks in runs, how far each participant is, and segments not yet scored. */
@NullMarked
package io.emistream.processor.store;

import org.jspecify.annotations.NullMarked;
