package io.emistream.processor.score;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A task's unscored segments: in order within each session, where an earlier one holds back the later ones. Not thread-safe. */
final class Backlog {
    private final Map<String, ArrayDeque<Attempt>> sessions = new LinkedHashMap<>();
    private final ArrayDeque<Attempt> waiting = new ArrayDeque<>();
    private long nextOrder;

    /** Adds a segment that was cut after all that are there. */
    void add(Attempt attempt) {
        nextOrder = Math.max(nextOrder, attempt.order() + 1);
        sessions.computeIfAbsent(attempt.segment().participant().sessionId(), session -> new ArrayDeque<>())
                .add(attempt);
        waiting.add(attempt);
    }

    /** Greater than that of any segment there. */
    long nextOrder() {
        return nextOrder;
    }

    /** Submits what waits, oldest first, until the given says no. */
    void submit(Predicate<Attempt> submitted) {
        while (!waiting.isEmpty() && submitted.test(waiting.getFirst())) waiting.removeFirst();
    }

    /** Puts one back to the front. */
    void again(Attempt attempt) {
        waiting.addFirst(attempt);
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
