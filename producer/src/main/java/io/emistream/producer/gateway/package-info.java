/** The ingest gateway: live audio over WebSockets onto the log. */
@NullMarked
package io.emistream.producer.gateway;

import org.jspecify.annotations.NullMarked;
