package io.emistream.processor.score;

import io.emistream.processor.store.Participant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A task's unscored segments: in order within each session, where an earlier one holds back the later ones. To the scorer they go in turns, one of each participant,
 * so that who has many waits for those who have few, and not they for him. Not thread-safe.
 */
final class Backlog {
    private final Map<String, ArrayDeque<Attempt>> sessions = new LinkedHashMap<>();
    private final LinkedHashMap<Participant, ArrayDeque<Attempt>> waiting = new LinkedHashMap<>();
    private long nextOrder;

    /** Adds a segment that was cut after all that are there. */
    void add(Attempt attempt) {
        nextOrder = Math.max(nextOrder, attempt.order() + 1);
        sessions.computeIfAbsent(attempt.segment().participant().sessionId(), session -> new ArrayDeque<>())
                .add(attempt);
        waitingOf(attempt).add(attempt);
    }

    /** Greater than that of any segment there. */
    long nextOrder() {
        return nextOrder;
    }

    /** Submits what waits, each participant's oldest in turn, as long as the given takes any. Who had a turn goes to the end. */
    void submit(Predicate<Attempt> submitted) {
        boolean any = !waiting.isEmpty();
        while (any) {
            any = false;
            for (var participant : List.copyOf(waiting.keySet())) any |= turn(participant, submitted);
        }
    }

    private boolean turn(Participant participant, Predicate<Attempt> submitted) {
        var its = waiting.get(participant);
        if (its == null || !submitted.test(its.getFirst())) return false;
        its.removeFirst();
        waiting.remove(participant);
        if (!its.isEmpty()) waiting.put(participant, its);
        return true;
    }

    /** Puts one back to the front of its participant's. */
    void again(Attempt attempt) {
        waitingOf(attempt).addFirst(attempt);
    }

    private ArrayDeque<Attempt> waitingOf(Attempt attempt) {
        return waiting.computeIfAbsent(attempt.segment().participant(), participant -> new ArrayDeque<>());
    }

    /** Takes out all of a participant. */
    List<Attempt> remove(Participant participant) {
        waiting.remove(participant);
        var session = sessions.get(participant.sessionId());
        if (session == null) return List.of();
        var its = session.stream()
                .filter(attempt -> attempt.segment().participant().equals(participant))
                .toList();
        session.removeAll(its);
        if (session.isEmpty()) sessions.remove(participant.sessionId());
        return its;
    }

    /** Offers each session's oldest, again and again, until the given has no use for it. */
    void takeDone(Predicate<Attempt> done) {
        for (Iterator<ArrayDeque<Attempt>> each = sessions.values().iterator(); each.hasNext(); ) {
            var session = each.next();
            while (!session.isEmpty() && done.test(session.getFirst())) session.removeFirst();
            if (session.isEmpty()) each.remove();
        }
    }

    List<Attempt> all() {
        var all = new ArrayList<Attempt>();
        sessions.values().forEach(all::addAll);
        return all;
    }
}
