/** Known answers: what a release must say of inputs that every machine makes alike. */
@NullMarked
package io.emistream.model.answer;

import org.jspecify.annotations.NullMarked;
