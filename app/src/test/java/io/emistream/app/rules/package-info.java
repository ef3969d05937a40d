/** The house rules of docs/CONTRIBUTING.md as tests; {@code broken} holds one class per rule that breaks it. */
@NullMarked
package io.emistream.app.rules;

import org.jspecify.annotations.NullMarked;
