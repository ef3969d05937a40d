package io.emistream.dashboard.feed;

/**
 * How the feed is.
 *
 * @param reading whether events arrive as they should
 * @param reason what is in the way and what to do about it, for people; empty when reading
 */
public record FeedState(boolean reading, String reason) {
    static final FeedState READING = new FeedState(true, "");

    static FeedState waiting(String reason) {
        return new FeedState(false, reason);
    }
}
