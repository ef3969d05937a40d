package io.emistream.model;

/** Names one published model: every score carries it. */
public record ReleaseId(String name, String version) {

    /**
     * Reads {@code NAME/VERSION}.
     *
     * @throws IllegalArgumentException where it is not one
     */
    public static ReleaseId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash == text.length() - 1)
            throw new IllegalArgumentException("\"%s\" names no release; give NAME/VERSION".formatted(text));
        return new ReleaseId(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return name + "/" + version;
    }
}
