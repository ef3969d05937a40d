package io.emistream.app.registry;

/**
 * One version of a subject.
 *
 * @param version 1, 2, 3 … within the subject
 * @param id the registry's, the same for equal text under any subject
 * @param schema canonical JSON text
 * @param deleted soft-deleted: the id still resolves, the version is hidden
 */
record StoredSchema(String subject, int version, int id, String schema, boolean deleted) {
    StoredSchema softlyDeleted() {
        return new StoredSchema(subject, version, id, schema, true);
    }
}
