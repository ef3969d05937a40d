package io.emistream.app.registry;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the registry knows, rebuilt from its log record by record. Not thread-safe: {@link Registry} guards it. */
final class Catalogue {
    private final SortedMap<String, SortedMap<Integer, StoredSchema>> subjects = new TreeMap<>();
    private final Map<Integer, String> texts = new LinkedHashMap<>();
    private final Map<String, CompatibilityLevel> levels = new TreeMap<>();

    void apply(LogEntry entry) {
        entry.applyTo(this);
    }

    void put(StoredSchema schema) {
        subjects.computeIfAbsent(schema.subject(), any -> new TreeMap<>()).put(schema.version(), schema);
        texts.put(schema.id(), schema.schema());
    }

    void remove(String subject, int version) {
        var versions = subjects.get(subject);
        if (versions == null) return;
        versions.remove(version);
        if (versions.isEmpty()) subjects.remove(subject);
    }

    /** Softly deletes the subject's versions up to the given one. */
    void deleteSubject(String subject, int upTo) {
        List.copyOf(versions(subject)).stream()
                .filter(schema -> schema.version() <= upTo)
                .forEach(schema -> put(schema.softlyDeleted()));
    }

    /** @param subject empty for the global level */
    void setLevel(String subject, Optional<CompatibilityLevel> level) {
        level.ifPresentOrElse(to -> levels.put(subject, to), () -> levels.remove(subject));
    }

    Optional<CompatibilityLevel> level(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    Stream<String> subjects() {
        return subjects.keySet().stream();
    }

    /** Every version, deleted ones too, oldest first; empty for an unknown subject. */
    Collection<StoredSchema> versions(String subject) {
        return subjects.getOrDefault(subject, new TreeMap<>()).values();
    }

    Stream<StoredSchema> all() {
        return subjects.values().stream().flatMap(versions -> versions.values().stream());
    }

    Optional<String> text(int id) {
        return Optional.ofNullable(texts.get(id));
    }

    /** The id that this text already has under any subject. */
    Optional<Integer> idOf(String text) {
        return texts.entrySet().stream()
                .filter(entry -> entry.getValue().equals(text))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    int highestId() {
        return texts.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
