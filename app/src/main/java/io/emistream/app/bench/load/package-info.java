/** How many live sessions an instance serves: paced speech in, committed events out, each one checked. */
@NullMarked
package io.emistream.app.bench.load;

import org.jspecify.annotations.NullMarked;
