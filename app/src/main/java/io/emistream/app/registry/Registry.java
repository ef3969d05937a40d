package io.emistream.app.registry;

import io.emistream.app.registry.LogEntry.Put;
import io.emistream.app.registry.LogEntry.Remove;
import io.emistream.app.registry.LogEntry.SetLevel;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * The registry's rules: subjects, versions, ids and compatibility. Every change is in the log before it is seen. Thread-safe:
 * one at a time. It must be the log's only writer.
 */
final class Registry {
    private static final String GLOBAL = "";

    private final Consumer<LogEntry> log;
    private final Catalogue catalogue;

    /** @param log keeps an entry for good before it returns */
    Registry(Consumer<LogEntry> log, Catalogue catalogue) {
        this.log = log;
        this.catalogue = catalogue;
    }

    /** The schema's id; registers it as the subject's next version unless it is one already. */
    synchronized StoredSchema register(String subject, String text) {
        var schema = parse(text);
        var canonical = schema.toString();
        var known = live(subject)
                .filter(version -> version.schema().equals(canonical))
                .findFirst();
        if (known.isPresent()) return known.get();
        var objections = effectiveLevel(subject).objections(schema, parsed(live(subject)));
        if (!objections.isEmpty()) throw RegistryError.incompatible(subject, objections.toString());
        int id = catalogue.idOf(canonical).orElse(catalogue.highestId() + 1);
        var added = new StoredSchema(subject, lastVersion(subject) + 1, id, canonical, false);
        change(new Put(added));
        return added;
    }

    /** The subject's version that is this schema. */
    synchronized StoredSchema lookUp(String subject, String text, boolean deletedToo) {
        var canonical = parse(text).toString();
        return versions(subject, deletedToo).stream()
                .filter(version -> version.schema().equals(canonical))
                .findFirst()
                .orElseThrow(RegistryError::schemaNotFound);
    }

    synchronized List<String> subjects(boolean deletedToo, String prefix) {
        return catalogue
                .subjects()
                .filter(subject -> subject.startsWith(prefix))
                .filter(subject -> deletedToo || live(subject).findAny().isPresent())
                .toList();
    }

    /** The subject's versions, oldest first. */
    synchronized List<StoredSchema> versions(String subject, boolean deletedToo) {
        var found = catalogue.versions(subject).stream()
                .filter(version -> deletedToo || !version.deleted())
                .toList();
        if (found.isEmpty()) throw RegistryError.subjectNotFound(subject);
        return found;
    }

    synchronized StoredSchema version(String subject, VersionName name, boolean deletedToo) {
        return name.in(versions(subject, deletedToo));
    }

    synchronized List<StoredSchema> all(boolean deletedToo) {
        return catalogue.all().filter(schema -> deletedToo || !schema.deleted()).toList();
    }

    synchronized String text(int id) {
        return catalogue.text(id).orElseThrow(() -> RegistryError.idNotFound(id));
    }

    synchronized List<StoredSchema> withId(int id, boolean deletedToo) {
        text(id);
        return all(deletedToo).stream().filter(schema -> schema.id() == id).toList();
    }

    synchronized int highestId() {
        return catalogue.highestId();
    }

    /** Why the schema may not follow the subject's versions, or one of them; empty when it may. */
    synchronized List<String> objections(String subject, Optional<VersionName> against, String text) {
        var schema = parse(text);
        var level = effectiveLevel(subject);
        return against.map(name -> level.objections(schema, parsed(Stream.of(version(subject, name, false)))))
                .orElseGet(() -> level.objections(schema, parsed(live(subject))));
    }

    /** Hides a version, or forgets it for good when it is hidden already. */
    synchronized int delete(String subject, VersionName name, boolean permanent) {
        var version = name.in(versions(subject, true));
        if (permanent && !version.deleted()) throw RegistryError.versionNotSoftDeleted(subject, version.version());
        if (!permanent && version.deleted()) throw RegistryError.versionSoftDeleted(subject, version.version());
        change(permanent ? new Remove(subject, version.version()) : new Put(version.softlyDeleted()));
        return version.version();
    }

    /** Hides every version of a subject, or forgets them for good when all are hidden already. */
    synchronized List<Integer> delete(String subject, boolean permanent) {
        var versions = versions(subject, true);
        boolean hidden = versions.stream().allMatch(StoredSchema::deleted);
        if (permanent && !hidden) throw RegistryError.subjectNotSoftDeleted(subject);
        if (!permanent && hidden) throw RegistryError.subjectSoftDeleted(subject);
        var concerned = versions.stream()
                .filter(version -> permanent || !version.deleted())
                .toList();
        for (var version : concerned)
            change(permanent ? new Remove(subject, version.version()) : new Put(version.softlyDeleted()));
        if (catalogue.level(subject).isPresent()) change(new SetLevel(subject, Optional.empty()));
        return concerned.stream().map(StoredSchema::version).toList();
    }

    synchronized CompatibilityLevel globalLevel() {
        return catalogue.level(GLOBAL).orElse(CompatibilityLevel.BACKWARD);
    }

    synchronized Optional<CompatibilityLevel> level(String subject) {
        return catalogue.level(subject);
    }

    synchronized void setGlobalLevel(Optional<CompatibilityLevel> level) {
        change(new SetLevel(GLOBAL, level));
    }

    synchronized void setLevel(String subject, Optional<CompatibilityLevel> level) {
        change(new SetLevel(subject, level));
    }

    private CompatibilityLevel effectiveLevel(String subject) {
        return catalogue.level(subject).orElseGet(this::globalLevel);
    }

    private Stream<StoredSchema> live(String subject) {
        return catalogue.versions(subject).stream().filter(version -> !version.deleted());
    }

    private int lastVersion(String subject) {
        return catalogue.versions(subject).stream()
                .mapToInt(StoredSchema::version)
                .max()
                .orElse(0);
    }

    private void change(LogEntry entry) {
        log.accept(entry);
        catalogue.apply(entry);
    }

    private static List<Schema> parsed(Stream<StoredSchema> versions) {
        return versions.map(version -> parse(version.schema())).toList();
    }

    private static Schema parse(String text) {
        try {
            return new Schema.Parser().parse(text);
        } catch (SchemaParseException e) {
            throw RegistryError.invalidSchema(String.valueOf(e.getMessage()));
        }
    }
}
