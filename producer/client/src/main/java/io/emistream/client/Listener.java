package io.emistream.client;

import com.fasterxml.jackson.databind.JsonNode;

/** Hears of a stream; called by its thread {@code emistream-client}, must be quick and must not write to the stream. */
@FunctionalInterface
public interface Listener {
    /** A committed score of the session: an event with the keys of {@code emi analyze --json}; there may be more. */
    void result(JsonNode event);

    /** The state has changed. @param why in words, empty where there is nothing to say */
    default void state(State now, String why) {}

    /** More is stored. */
    default void progress(Progress now) {}
}
