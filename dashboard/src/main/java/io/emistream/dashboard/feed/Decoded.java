package io.emistream.dashboard.feed;

/**
 * What a record says. Shares {@code json}; nobody writes to it.
 *
 * @param participantId empty when the whole session is concerned
 * @param summary whether it tells the standing of its participant: a final score
 * @param json the event as UTF-8 JSON on one line
 */
record Decoded(String sessionId, String participantId, boolean summary, byte[] json) {}
