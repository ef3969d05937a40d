/** What a neighbour who sends too fast, and garbage, costs those who send as they should. */
@NullMarked
package io.emistream.app.bench.neighbour;

import org.jspecify.annotations.NullMarked;
