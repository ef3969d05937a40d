/** What a task remembers in its state stores: chunks one by one, how far each participant is, and segments not yet scored. */
@NullMarked
package io.emistream.processor.store;

import org.jspecify.annotations.NullMarked;
