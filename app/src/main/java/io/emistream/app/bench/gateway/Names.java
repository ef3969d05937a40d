package io.emistream.app.bench.gateway;

/** Of the sessions of one run. */
record Names(String prefix) {
    static final String PARTICIPANT = "speaker";

    String session(int number) {
        return prefix + "-" + number;
    }

    /** The number in a session's name; -1 for one of another run. */
    int number(String session) {
        return session.startsWith(prefix + "-") ? Integer.parseInt(session.substring(prefix.length() + 1)) : -1;
    }
}
