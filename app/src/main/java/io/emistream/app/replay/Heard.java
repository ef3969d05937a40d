package io.emistream.app.replay;

import io.emistream.schemas.avro.AffectEvent;
import io.emistream.schemas.avro.SessionEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the topics say of one session: an attempt at a call. Not thread-safe. */
final class Heard {
    private final Set<String> started = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final Map<String, NavigableMap<Long, AffectEvent>> events = new HashMap<>();
    private @Nullable String refused;
    private @Nullable String spoilt;
    private @Nullable String forbidden;
    private @Nullable String doubled;

    void take(SessionEvent event) {
        var participant = event.getParticipantId();
        switch (event.getType()) {
            case STARTED -> started.add(String.valueOf(participant));
            case ENDED -> ended.add(String.valueOf(participant));
            case REFUSED -> refused = event.getReason();
            case GAP, TIMEOUT -> spoilt = participant + ": " + event.getReason();
            case CONSENT_REVOKED -> forbidden = event.getReason();
            default -> {}
        }
    }

    /** @param event a final one */
    void take(AffectEvent event) {
        var before = events.computeIfAbsent(event.getParticipantId(), who -> new TreeMap<>())
                .put(event.getFirstSample(), event);
        if (before != null) doubled = event.getSegmentId();
    }

    boolean isBegun() {
        return !started.isEmpty();
    }

    boolean isEnded(String participant) {
        return ended.contains(participant);
    }

    /** Why it can no longer become the result of the whole recording: its cuts are others than those of the audio. */
    Optional<String> spoilt() {
        return Optional.ofNullable(spoilt);
    }

    /** Why there will be no result, however often it is tried. */
    Optional<String> forbidden() {
        return Optional.ofNullable(forbidden);
    }

    /** Why it was not let in, when it last was not. */
    Optional<String> refused() {
        return Optional.ofNullable(refused);
    }

    /** A segment with two final events. */
    Optional<String> doubled() {
        return Optional.ofNullable(doubled);
    }

    /** Final events of a participant by first sample. */
    NavigableMap<Long, AffectEvent> events(String participant) {
        return events.getOrDefault(participant, new TreeMap<>());
    }

    /** First sample of a participant that no event covers yet and none before it will. */
    long heardUntil(String participant) {
        var its = events(participant);
        return its.isEmpty() ? 0 : its.lastEntry().getValue().getLastSample() + 1;
    }
}
