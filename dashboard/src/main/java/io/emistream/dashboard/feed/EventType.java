package io.emistream.dashboard.feed;

/** The two kinds of events that are shown, each from a topic of its own. */
public enum EventType {
    /** A score: {@code emi.affect.events}. */
    AFFECT("a", "affect"),
    /** What else happens to a session: {@code emi.session.events}. */
    SESSION("s", "session");

    private final String letter;
    private final String word;

    EventType(String letter, String word) {
        this.letter = letter;
        this.word = word;
    }

    String letter() {
        return letter;
    }

    /** Its name in the stream of server-sent events. */
    public String word() {
        return word;
    }
}
