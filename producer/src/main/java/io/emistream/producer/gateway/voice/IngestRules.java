package io.emistream.producer.gateway.voice;

import java.time.Duration;

/**
 * What a voice may take up.
 *
 * @param longestFrame seconds of audio that a frame may hold
 * @param largestFrame bytes that a frame may have
 * @param speed times real time that audio is taken at, in the long run
 * @param burst time that a client may be ahead of that speed; at {@code speed} it is {@code speed × burst} of audio at once
 * @param waiting audio of a voice that may wait for the log
 * @param room bytes that may wait for the log, of all voices
 */
public record IngestRules(
        Duration longestFrame, int largestFrame, double speed, Duration burst, Duration waiting, long room) {
    private static final int SECOND_BYTES = 32_000;
    private static final long LEAST_ROOM = 1 << 20;
    private static final long MOST_ROOM = 1L << 30;

    public IngestRules {
        if (!(speed >= 1 && speed <= 1000))
            throw new IllegalArgumentException("speed is " + speed + "; give 1 (real time) to 1000");
        if (waiting.compareTo(Duration.ofSeconds(1)) < 0 || waiting.compareTo(Duration.ofMinutes(10)) > 0)
            throw new IllegalArgumentException("audio that may wait is " + waiting + "; give 1 s to 10 min");
        if (room < LEAST_ROOM || room > MOST_ROOM)
            throw new IllegalArgumentException(
                    "room for waiting audio is " + room + " bytes; give " + LEAST_ROOM + " to " + MOST_ROOM);
    }

    /** Frames of 10 s and 1 MiB, four times real time after 60 s at once, 90 s of a voice and 64 MiB of all in wait. */
    public static IngestRules standard() {
        return new IngestRules(
                Duration.ofSeconds(10), 1 << 20, 4, Duration.ofSeconds(15), Duration.ofSeconds(90), 64L << 20);
    }

    /** The same with another speed. */
    public IngestRules atSpeed(double other) {
        return new IngestRules(longestFrame, largestFrame, other, burst, waiting, room);
    }

    /** The same with other bounds of what waits for the log. */
    public IngestRules waiting(Duration otherWaiting, long otherRoom) {
        return new IngestRules(longestFrame, largestFrame, speed, burst, otherWaiting, otherRoom);
    }

    long waitingBytes() {
        return waiting.toMillis() * SECOND_BYTES / 1000;
    }
}
