package io.emistream.processor.segment;

import io.emistream.schemas.avro.Trigger;
import java.util.ArrayList;
import java.util.List;

/** Cuts a whole recording as the live stream would be cut: the same {@link Segmenter}, from sample 0 to the end of the stream. */
public final class Segmentation {
    private Segmentation() {}

    /** The cuts of a recording: PCM16, 16 kHz mono. For recordings too long to hold, drive a {@link Segmenter} block by block. */
    public static List<Cut> of(SegmentRules rules, short[] samples) {
        var segmenter = new Segmenter(rules);
        var cuts = new ArrayList<>(segmenter.push(samples));
        cuts.addAll(segmenter.end(Trigger.END));
        return List.copyOf(cuts);
    }
}
