package io.emistream.schemas.registry;

import org.apache.avro.Schema;

/**
 * A schema as it lies in a registry.
 *
 * @param subject where it is registered
 * @param version 1, 2, 3 … within the subject
 * @param id unique within the registry; what the wire format carries
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
