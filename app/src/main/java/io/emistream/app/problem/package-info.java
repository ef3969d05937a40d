/** What a user can put right: told in one line, with an exit code, never with a stack trace. */
@NullMarked
package io.emistream.app.problem;

import org.jspecify.annotations.NullMarked;
