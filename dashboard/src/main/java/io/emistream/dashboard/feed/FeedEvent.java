package io.emistream.dashboard.feed;

/**
 * An event as it is kept and sent.
 *
 * @param index place in the history of this process: 0, 1, 2 … in order of arrival
 */
record FeedEvent(long index, Slot slot, long offset, Decoded content) {

    /** What it costs to keep, in bytes, roughly. */
    long size() {
        return 200L + content.json().length;
    }

    String sessionId() {
        return content.sessionId();
    }
}
