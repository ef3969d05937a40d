/**
 * A schema registry inside this process: Confluent's REST API over HTTP, schemas kept in a compacted Kafka topic in
 * Confluent's own form, so that any outside consumer can decode our topics and another registry could take the topic over.
 */
@NullMarked
package io.emistream.app.registry;

import org.jspecify.annotations.NullMarked;
