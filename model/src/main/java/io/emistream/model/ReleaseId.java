package io.emistream.model;

/** Names one published model: every score carries it. */
public record ReleaseId(String name, String version) {
    @Override
    public String toString() {
        return name + "/" + version;
    }
}
