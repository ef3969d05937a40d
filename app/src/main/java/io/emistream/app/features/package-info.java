/** What a network makes of recordings before its heads, written to files that other programs learn from. */
@NullMarked
package io.emistream.app.features;

import org.jspecify.annotations.NullMarked;
