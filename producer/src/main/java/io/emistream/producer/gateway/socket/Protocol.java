package io.emistream.producer.gateway.socket;

/** How a kind of client speaks. Thread-safe. */
@FunctionalInterface
public interface Protocol {
    /** A client has come; whatever it is to hear at once may be sent. */
    Conversation begin(Visit visit, Peer peer);
}
