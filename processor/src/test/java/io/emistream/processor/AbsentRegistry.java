package io.emistream.processor;

import io.emistream.schemas.InMemoryRegistry;
import io.emistream.schemas.RegistryUnavailable;
import io.emistream.schemas.SchemaRegistry;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;

/** A registry that can be away for readers, and counts how often it was asked. */
final class AbsentRegistry implements SchemaRegistry {
    private final InMemoryRegistry schemas = new InMemoryRegistry();
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public int register(String subject, Schema schema) {
        return schemas.register(subject, schema);
    }

    @Override
    public Schema byId(int id) {
        asked.incrementAndGet();
        if (away.get()) throw new RegistryUnavailable("the registry is away", null);
        return schemas.byId(id);
    }

    /** The same registry for those who always reach it. */
    SchemaRegistry present() {
        return schemas;
    }

    void away(boolean is) {
        away.set(is);
    }

    int asked() {
        return asked.get();
    }
}
