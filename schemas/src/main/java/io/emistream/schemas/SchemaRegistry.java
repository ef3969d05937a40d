package io.emistream.schemas;

import org.apache.avro.Schema;

/** Gives schemas ids and gives them back; the part of a registry that serdes need. Thread-safe. */
public interface SchemaRegistry {

    /** Registers the schema under the subject, or finds it there; the id is the registry's. */
    int register(String subject, Schema schema);

    /** The schema with this id. */
    Schema byId(int id);
}
