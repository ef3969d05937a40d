/** The ingest gateway as a role, and the tokens that let clients in. */
@NullMarked
package io.emistream.app.gateway;

import org.jspecify.annotations.NullMarked;
