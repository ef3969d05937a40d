package io.emistream.app.bench.load;

import io.emistream.processor.segment.Cut;
import io.emistream.processor.segment.SegmentRules;
import io.emistream.processor.segment.Segmenter;
import io.emistream.schemas.avro.Trigger;
import java.util.ArrayList;
import java.util.List;

/**
 * One participant of one session.
 *
 * @param samples how long it is heard
 */
public record Voice(String session, String participant, Sound sound, long samples) {
    private static final int BLOCK = Sound.RATE;

    /** Names it among all others. */
    Speaker speaker() {
        return new Speaker(session, participant);
    }

    /** Where the segmenter cuts it; no Kafka takes part. */
    List<Range> segments() {
        var segmenter = new Segmenter(SegmentRules.standard());
        var cuts = new ArrayList<Cut>();
        for (long at = 0; at < samples; at += BLOCK)
            cuts.addAll(segmenter.push(sound.samples(at, (int) Math.min(BLOCK, samples - at))));
        cuts.addAll(segmenter.end(Trigger.END));
        return cuts.stream()
                .filter(Cut.Segment.class::isInstance)
                .map(cut -> new Range(cut.firstSample(), cut.lastSample()))
                .toList();
    }

    /** Who is heard. */
    public record Speaker(String session, String participant) {}
}
