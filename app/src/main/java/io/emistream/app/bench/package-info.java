/** Trials that anyone can run again: speed, endurance, and being killed; each a sub-command of {@code emi bench}. */
@NullMarked
package io.emistream.app.bench;

import org.jspecify.annotations.NullMarked;
