/** Shows: live affect in the browser, from the result topics of any Emistream. */
@NullMarked
package io.emistream.dashboard;

import org.jspecify.annotations.NullMarked;
