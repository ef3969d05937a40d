package io.emistream.app.features;

import io.emistream.audio.SampleStream;
import io.emistream.model.Waveform;
import io.emistream.schemas.Pcm16;
import java.io.IOException;

/** What of a recording is described. */
enum ClipCut {
    /** The segments that the live stream would be cut into. */
    STREAM {
        @Override
        void of(SampleStream audio, Taker taker) throws IOException {
            var stretches = new StreamCutting();
            for (var block = audio.next(SampleStream.RATE); block.length > 0; block = audio.next(SampleStream.RATE))
                for (var stretch : stretches.push(block)) taker.take(stretch);
            for (var stretch : stretches.end()) taker.take(stretch);
        }
    },
    /** The first 12 s as they are. */
    PAPER {
        @Override
        void of(SampleStream audio, Taker taker) throws IOException {
            taker.take(new Stretch(0, new Waveform(Pcm16.quantise(audio.next(Waveform.LONGEST)))));
        }
    };

    /** Gets one stretch after the other. */
    @FunctionalInterface
    interface Taker {
        void take(Stretch stretch) throws IOException;
    }

    /** Cuts a recording, one stretch in memory at a time. */
    abstract void of(SampleStream audio, Taker taker) throws IOException;
}
