package io.emistream.app.features;

import io.emistream.model.Waveform;
import io.emistream.processor.segment.Cut;
import io.emistream.processor.segment.SegmentRules;
import io.emistream.processor.segment.Segmenter;
import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.Trigger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a recording of any length into its segments with their audio; keeps what a cut to come may hold, some 15 s. One thread. */
final class StreamCutting {
    private final Segmenter segmenter = new Segmenter(SegmentRules.standard());
    private short[] kept = {};
    private long keptFrom;

    /** The segments that are complete with the samples that follow. */
    List<Stretch> push(float[] samples) {
        var more = Pcm16.shorts(Pcm16.encode(samples));
        int before = kept.length;
        kept = Arrays.copyOf(kept, before + more.length);
        System.arraycopy(more, 0, kept, before, more.length);
        var stretches = stretches(segmenter.push(more));
        int past = Math.toIntExact(Math.max(0, segmenter.keepFrom() - keptFrom));
        kept = Arrays.copyOfRange(kept, Math.min(past, kept.length), kept.length);
        keptFrom += past;
        return stretches;
    }

    /** What is left. */
    List<Stretch> end() {
        return stretches(segmenter.end(Trigger.END));
    }

    private List<Stretch> stretches(List<Cut> cuts) {
        var stretches = new ArrayList<Stretch>();
        for (var cut : cuts) if (cut instanceof Cut.Segment) stretches.add(stretch(cut));
        return stretches;
    }

    private Stretch stretch(Cut cut) {
        int from = Math.toIntExact(cut.firstSample() - keptFrom);
        var pcm = Pcm16.encode(Arrays.copyOfRange(kept, from, from + cut.length()));
        return new Stretch(cut.firstSample(), new Waveform(Pcm16.floats(pcm)));
    }
}
