/** Which releases are in use, and how a candidate compares with the active one. */
@NullMarked
package io.emistream.dashboard.releases;

import org.jspecify.annotations.NullMarked;
