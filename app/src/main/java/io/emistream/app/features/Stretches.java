package io.emistream.app.features;

import io.emistream.app.role.ClipCut;
import io.emistream.audio.SampleStream;
import io.emistream.model.Waveform;
import io.emistream.processor.segment.Cut;
import io.emistream.processor.segment.SegmentRules;
import io.emistream.processor.segment.Segmenter;
import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.Trigger;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Cuts a recording of any length into its segments with their audio; keeps what a cut to come may hold, some 15 s. One thread. */
final class Stretches {
    private final Segmenter segmenter = new Segmenter(SegmentRules.standard());
    private final Taker taker;
    private short[] kept = {};
    private long keptFrom;

    private Stretches(Taker taker) {
        this.taker = taker;
    }

    /** Gets one stretch after the other. */
    @FunctionalInterface
    interface Taker {
        void take(Stretch stretch) throws IOException;
    }

    /** Cuts a recording, one stretch in memory at a time. */
    static void of(SampleStream audio, ClipCut cut, Taker taker) throws IOException {
        if (cut == ClipCut.PAPER) {
            taker.take(new Stretch(0, new Waveform(Pcm16.quantise(audio.next(Waveform.LONGEST)))));
            return;
        }
        var stretches = new Stretches(taker);
        for (var block = audio.next(SampleStream.RATE); block.length > 0; block = audio.next(SampleStream.RATE))
            stretches.push(block);
        stretches.take(stretches.segmenter.end(Trigger.END));
    }

    private void push(float[] samples) throws IOException {
        var more = Pcm16.shorts(Pcm16.encode(samples));
        int before = kept.length;
        kept = Arrays.copyOf(kept, before + more.length);
        System.arraycopy(more, 0, kept, before, more.length);
        take(segmenter.push(more));
        int past = Math.toIntExact(Math.max(0, segmenter.keepFrom() - keptFrom));
        kept = Arrays.copyOfRange(kept, Math.min(past, kept.length), kept.length);
        keptFrom += past;
    }

    private void take(List<Cut> cuts) throws IOException {
        for (var cut : cuts) if (cut instanceof Cut.Segment) taker.take(stretch(cut));
    }

    private Stretch stretch(Cut cut) {
        int from = Math.toIntExact(cut.firstSample() - keptFrom);
        var pcm = Pcm16.encode(Arrays.copyOfRange(kept, from, from + cut.length()));
        return new Stretch(cut.firstSample(), new Waveform(Pcm16.floats(pcm)));
    }
}
