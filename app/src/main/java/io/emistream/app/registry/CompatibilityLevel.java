package io.emistream.app.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** What a new version of a subject must be able to do with the earlier ones. */
enum CompatibilityLevel {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean readsOld;
    private final boolean readByOld;
    private final boolean everyVersion;

    CompatibilityLevel(boolean readsOld, boolean readByOld, boolean everyVersion) {
        this.readsOld = readsOld;
        this.readByOld = readByOld;
        this.everyVersion = everyVersion;
    }

    /** @throws RegistryError 42203 for any other name; case does not matter */
    static CompatibilityLevel named(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw RegistryError.invalidLevel(name);
        }
    }

    /**
     * Why the candidate may not follow the earlier versions; empty when it may.
     *
     * @param earlier oldest first
     */
    List<String> objections(Schema candidate, List<Schema> earlier) {
        var asked = everyVersion || earlier.isEmpty() ? earlier : earlier.subList(earlier.size() - 1, earlier.size());
        var objections = new ArrayList<String>();
        for (int i = asked.size() - 1; i >= 0; i--) {
            if (readsOld) objections.addAll(unreadable(candidate, asked.get(i), "new", "old"));
            if (readByOld) objections.addAll(unreadable(asked.get(i), candidate, "old", "new"));
        }
        return objections;
    }

    private static List<String> unreadable(Schema reader, Schema writer, String readerName, String writerName) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult();
        if (result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE) return List.of();
        return result.getIncompatibilities().stream()
                .map(found -> "the " + readerName + " schema cannot read data of the " + writerName + " schema: "
                        + found.getType() + " at " + found.getLocation() + ": " + found.getMessage())
                .toList();
    }
}
