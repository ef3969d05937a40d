package io.emistream.schemas;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** A registry inside this process: for tests and for work without Kafka. Ids start at 1. Checks no compatibility. */
public final class InMemoryRegistry implements SchemaRegistry {
    private final List<Schema> schemas = new ArrayList<>();

    @Override
    public synchronized int register(String subject, Schema schema) {
        if (!schemas.contains(schema)) schemas.add(schema);
        return schemas.indexOf(schema) + 1;
    }

    @Override
    public synchronized Schema byId(int id) {
        if (id < 1 || id > schemas.size()) throw new UnknownSchema(id, "this registry holds " + schemas.size());
        return schemas.get(id - 1);
    }
}
