/** {@code emi deadletters}: what could not be handled, and another try. */
@NullMarked
package io.emistream.app.deadletters;

import org.jspecify.annotations.NullMarked;
