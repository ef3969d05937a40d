package io.emistream.trainer.corpus;

import io.emistream.audio.AudioFiles;
import io.emistream.audio.SampleStream;
import io.emistream.audio.UnreadableAudio;
import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.AudioEncoding;
import io.emistream.schemas.avro.LabelledClip;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns the clips of a data set into records of the corpus: audio decoded, cut to its first 12 s, as PCM16. One thread. */
public final class ClipEncoder {
    private static final int LONGEST = 12 * SampleStream.RATE;
    private static final int SHORTEST = 400;

    private final Sink corpus;

    public ClipEncoder(Sink corpus) {
        this.corpus = corpus;
    }

    /** Where clips go. */
    @FunctionalInterface
    public interface Sink {
        void put(LabelledClip clip) throws IOException;
    }

    /**
     * Hands every clip to the corpus.
     *
     * @return the clips that were left out, with the reason; never replaced by silence
     */
    public List<Problem> encode(Dataset dataset) throws IOException {
        var leftOut = new ArrayList<Problem>();
        for (var clip : dataset.clips()) {
            try {
                corpus.put(record(dataset, clip, firstSeconds(clip)));
            } catch (UnreadableAudio e) {
                leftOut.add(clip.problem(new Fault(
                        "undecodable audio",
                        clip.id(),
                        String.valueOf(e.getMessage()),
                        "convert it or remove the row")));
            } catch (Fault e) {
                leftOut.add(clip.problem(e));
            }
        }
        return List.copyOf(leftOut);
    }

    private static LabelledClip record(Dataset dataset, ClipRecord clip, float[] samples) {
        return LabelledClip.newBuilder()
                .setClipId(dataset.name() + "/" + clip.id())
                .setEncoding(AudioEncoding.PCM_S16LE)
                .setPayload(ByteBuffer.wrap(Pcm16.encode(samples)))
                .setLabels(clip.labels())
                .setAffect(clip.affect())
                .setOutputSet(dataset.outputSet())
                .setSpeakerId(clip.speaker())
                .setSplit(clip.split())
                .setAttributes(clip.attributes())
                .setSource(dataset.name() + " " + clip.id())
                .build();
    }

    private static float[] firstSeconds(ClipRecord clip) throws UnreadableAudio, Fault {
        var samples = new float[LONGEST];
        int filled = 0;
        try (var stream = AudioFiles.open(clip.audio())) {
            while (filled < LONGEST) {
                var block = new float[Math.min(4096, LONGEST - filled)];
                int got = stream.read(block);
                if (got < 0) break;
                System.arraycopy(block, 0, samples, filled, got);
                filled += got;
            }
        }
        if (filled < SHORTEST)
            throw new Fault(
                    "too short a clip",
                    clip.id() + ", " + filled + " samples",
                    "it needs at least " + SHORTEST + " (25 ms at 16 kHz)",
                    "remove the row");
        return Arrays.copyOf(samples, filled);
    }
}
