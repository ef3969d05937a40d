/** Processes of our own command that trials start, kill and freeze. */
@NullMarked
package io.emistream.app.bench.process;

import org.jspecify.annotations.NullMarked;
