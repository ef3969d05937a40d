package io.emistream.trainer.corpus;

import io.emistream.model.Waveform;
import io.emistream.schemas.Pcm16;
import io.emistream.schemas.avro.AffectValues;
import io.emistream.schemas.avro.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A clip of a corpus, without its audio.
 *
 * @param id unique in the corpus
 * @param speaker who speaks, as a pseudonym
 * @param split never {@code BY_SPEAKER}: that is decided here
 * @param labels by name, 0 to 1; a name that is missing is not labelled
 * @param affect as rated; null where not
 * @param outputSet of the labels
 * @param attributes what else is known of it, by name
 * @param file of its audio
 * @param samples its length at 16 kHz
 */
public record CorpusClip(
        String id,
        String speaker,
        Split split,
        Map<String, Float> labels,
        @Nullable AffectValues affect,
        String outputSet,
        Map<String, String> attributes,
        Path file,
        int samples) {

    /** The same clip in another split. */
    public CorpusClip in(Split other) {
        return new CorpusClip(id, speaker, other, labels, affect, outputSet, attributes, file, samples);
    }

    /** Its audio, read anew each time. */
    public Waveform waveform() throws IOException {
        return new Waveform(Pcm16.floats(Files.readAllBytes(file)));
    }
}
