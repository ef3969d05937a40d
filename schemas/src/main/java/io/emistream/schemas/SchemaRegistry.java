package io.emistream.schemas;

import org.apache.avro.Schema;

/**
 * Gives schemas ids and gives them back; the part of a registry that serdes need. Thread-safe. Both methods may block on the
 * network and throw {@link RegistryUnavailable} (try again later) or {@link RegistryRefused} (a person has to act).
 */
public interface SchemaRegistry {

    /** Registers the schema under the subject, or finds it there; the id is the registry's. Throws {@link IncompatibleSchema}. */
    int register(String subject, Schema schema);

    /** The schema with this id. Throws {@link UnknownSchema}. */
    Schema byId(int id);
}
