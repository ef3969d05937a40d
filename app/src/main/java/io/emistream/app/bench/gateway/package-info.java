/** How many live sessions the ingest gateway holds, and what it adds to the way onto the log. */
@NullMarked
package io.emistream.app.bench.gateway;

import org.jspecify.annotations.NullMarked;
