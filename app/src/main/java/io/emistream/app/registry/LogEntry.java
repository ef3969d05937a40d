package io.emistream.app.registry;

import java.util.Optional;

/** One record of the {@code _schemas} topic. */
sealed interface LogEntry {

    void applyTo(Catalogue catalogue);

    /** A version was registered or softly deleted. */
    record Put(StoredSchema schema) implements LogEntry {
        @Override
        public void applyTo(Catalogue catalogue) {
            catalogue.put(schema);
        }
    }

    /** A version was deleted for good. */
    record Remove(String subject, int version) implements LogEntry {
        @Override
        public void applyTo(Catalogue catalogue) {
            catalogue.remove(subject, version);
        }
    }

    /** A subject was softly deleted up to a version; written by Confluent's registry, read by ours. */
    record DeleteSubject(String subject, int upTo) implements LogEntry {
        @Override
        public void applyTo(Catalogue catalogue) {
            catalogue.deleteSubject(subject, upTo);
        }
    }

    /**
     * A compatibility level was set, or taken back.
     *
     * @param subject empty for the global level
     */
    record SetLevel(String subject, Optional<CompatibilityLevel> level) implements LogEntry {
        @Override
        public void applyTo(Catalogue catalogue) {
            catalogue.setLevel(subject, level);
        }
    }

    /** Nothing we keep: a no-op, a mode, a kind of record of another version. */
    record Ignored() implements LogEntry {
        @Override
        public void applyTo(Catalogue catalogue) {}
    }
}
