/** Our client of a schema registry: the Confluent REST API over HTTP. Why our own: docs/decisions/0004-own-registry-client.md. */
@NullMarked
package io.emistream.schemas.registry;

import org.jspecify.annotations.NullMarked;
