/** The wire contract: topics as typed values, Avro serdes in the Confluent wire format, and the schema registry they speak to. */
@NullMarked
package io.emistream.schemas;

import org.jspecify.annotations.NullMarked;
