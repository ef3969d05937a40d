package io.emistream.app.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The second check: events against bursts of tone at known samples. It knows samples alone, and nothing of how segments are cut or named: each sample of a
 * burst belongs to exactly one final event of its speaker, events come in order, and each has a burst in it.
 *
 * @param bursts of all speakers
 * @param samples in them
 * @param uncovered samples of bursts in no event
 * @param repeated samples of bursts in more than one event
 * @param reordered events that do not begin behind the end of the one before
 * @param empty events without a sample of a burst
 */
public record MarkedCheck(int bursts, long samples, long uncovered, long repeated, int reordered, int empty) {

    /** @param arrivals in the order in which they were read; those of other speakers are not looked at */
    static MarkedCheck of(Map<Voice.Speaker, List<Range>> bursts, List<Arrival> arrivals) {
        var sum = new MarkedCheck(0, 0, 0, 0, 0, 0);
        for (var entry : bursts.entrySet()) {
            var events = arrivals.stream()
                    .filter(arrival -> arrival.speaker().equals(entry.getKey()))
                    .map(Arrival::segment)
                    .toList();
            sum = sum.plus(ofOne(entry.getValue(), events));
        }
        return sum;
    }

    private static MarkedCheck ofOne(List<Range> bursts, List<Range> events) {
        long samples = 0;
        long uncovered = 0;
        long repeated = 0;
        for (var burst : bursts) {
            var times = new int[Math.toIntExact(burst.samples())];
            for (var event : within(events, burst))
                for (long at = Math.max(event.first(), burst.first()); at <= Math.min(event.last(), burst.last()); at++)
                    times[(int) (at - burst.first())]++;
            samples += times.length;
            for (int time : times) {
                if (time == 0) uncovered++;
                if (time > 1) repeated++;
            }
        }
        int empty = (int)
                events.stream().filter(event -> within(bursts, event).isEmpty()).count();
        return new MarkedCheck(bursts.size(), samples, uncovered, repeated, disorder(events), empty);
    }

    private static List<Range> within(List<Range> ranges, Range other) {
        var touching = new ArrayList<Range>();
        for (var range : ranges)
            if (range.first() <= other.last() && range.last() >= other.first()) touching.add(range);
        return touching;
    }

    private static int disorder(List<Range> events) {
        int count = 0;
        for (int i = 1; i < events.size(); i++)
            if (events.get(i).first() <= events.get(i - 1).last()) count++;
        return count;
    }

    private MarkedCheck plus(MarkedCheck other) {
        return new MarkedCheck(
                bursts + other.bursts,
                samples + other.samples,
                uncovered + other.uncovered,
                repeated + other.repeated,
                reordered + other.reordered,
                empty + other.empty);
    }

    boolean passed() {
        return uncovered + repeated + reordered + empty == 0;
    }
}
