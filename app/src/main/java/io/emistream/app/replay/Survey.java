package io.emistream.app.replay;

import io.emistream.app.replay.Call.Part;
import io.emistream.audio.SampleStream;
import io.emistream.audio.UnreadableAudio;
import io.emistream.processor.segment.Cut;
import io.emistream.processor.segment.SegmentRules;
import io.emistream.processor.segment.Segmenter;
import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a call holds and will be cut into, known before any of it is published: cuts depend on samples alone, so these are the segments whose events have
 * to come. Long files are read in pieces.
 *
 * @param parts that can be read; the others are not in the session
 * @param problems one line for each part that cannot be read
 */
record Survey(List<Known> parts, List<String> problems) {
    private static final int BLOCK = SampleStream.RATE;

    Survey {
        parts = List.copyOf(parts);
        problems = List.copyOf(problems);
    }

    /** A part and its voices. */
    record Known(Part part, List<Voice> voices) {}

    /**
     * One participant.
     *
     * @param samples length at 16 kHz
     * @param segments first sample to last, inclusive
     */
    record Voice(String participant, long samples, NavigableMap<Long, Long> segments) {
        /** Samples of the segments that lie between two positions. */
        long spoken(long from, long to) {
            long spoken = 0;
            if (from < to)
                for (var segment : segments.subMap(from, to).entrySet())
                    if (segment.getValue() < to) spoken += segment.getValue() - segment.getKey() + 1;
            return spoken;
        }
    }

    static Survey of(Call call, Channels channels) {
        var parts = new ArrayList<Known>();
        var problems = new ArrayList<String>();
        for (var part : call.parts()) {
            try (var open = OpenPart.open(part, channels)) {
                parts.add(new Known(part, voices(open)));
            } catch (UnreadableAudio e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return new Survey(parts, problems);
    }

    List<Voice> voices() {
        return parts.stream().flatMap(known -> known.voices().stream()).toList();
    }

    /** Of all voices together. */
    long samples() {
        return voices().stream().mapToLong(Voice::samples).sum();
    }

    private static List<Voice> voices(OpenPart open) throws UnreadableAudio {
        var segmenters = new ArrayList<Segmenter>();
        var segments = new ArrayList<NavigableMap<Long, Long>>();
        for (int i = 0; i < open.voices().size(); i++) {
            segmenters.add(new Segmenter(SegmentRules.standard()));
            segments.add(new TreeMap<>());
        }
        boolean more = true;
        while (more) {
            more = false;
            for (int i = 0; i < segmenters.size(); i++) {
                var samples = open.voices().get(i).audio().next(BLOCK);
                keep(segmenters.get(i).push(Pcm16.shorts(Pcm16.encode(samples))), segments.get(i));
                more |= samples.length > 0;
            }
        }
        var voices = new ArrayList<Voice>();
        for (int i = 0; i < segmenters.size(); i++) {
            keep(segmenters.get(i).end(Trigger.END), segments.get(i));
            voices.add(new Voice(
                    open.voices().get(i).participant(), segmenters.get(i).position(), segments.get(i)));
        }
        return voices;
    }

    private static void keep(List<Cut> cuts, NavigableMap<Long, Long> segments) {
        for (var cut : cuts)
            if (cut instanceof Cut.Segment segment) segments.put(segment.firstSample(), segment.lastSample());
    }
}
