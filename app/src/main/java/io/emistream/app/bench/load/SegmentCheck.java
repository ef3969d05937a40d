package io.emistream.app.bench.load;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The first check: events against the segments that the segmenter cuts offline.
 *
 * @param expected segments that each need one event
 * @param delivered of them, how many had one at least
 * @param doubled events beyond the first of a segment
 * @param reordered first events that came after one of a later segment of the same speaker
 * @param strangers events of no expected segment
 */
public record SegmentCheck(int expected, int delivered, int doubled, int reordered, int strangers) {

    /** @param arrivals in the order in which they were read */
    static SegmentCheck of(Map<Voice.Speaker, List<Range>> expected, List<Arrival> arrivals) {
        Map<Voice.Speaker, Set<Range>> open = new HashMap<>();
        expected.forEach((speaker, segments) -> open.put(speaker, new HashSet<>(segments)));
        Map<Voice.Speaker, Long> latest = new HashMap<>();
        int delivered = 0;
        int doubled = 0;
        int reordered = 0;
        int strangers = 0;
        for (var arrival : arrivals) {
            var speaker = arrival.speaker();
            var segment = arrival.segment();
            if (open.getOrDefault(speaker, Set.of()).remove(segment)) {
                delivered++;
                if (segment.first() < latest.getOrDefault(speaker, -1L)) reordered++;
                latest.merge(speaker, segment.first(), Math::max);
            } else if (expected.getOrDefault(speaker, List.of()).contains(segment)) {
                doubled++;
            } else {
                strangers++;
            }
        }
        return new SegmentCheck(count(expected.values()), delivered, doubled, reordered, strangers);
    }

    private static int count(Collection<List<Range>> segments) {
        return segments.stream().mapToInt(List::size).sum();
    }

    /** Segments without an event. */
    int missing() {
        return expected - delivered;
    }
}
