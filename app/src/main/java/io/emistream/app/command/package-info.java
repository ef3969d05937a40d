/** One small class for each thing that emi can be told to do. */
@NullMarked
package io.emistream.app.command;

import org.jspecify.annotations.NullMarked;
