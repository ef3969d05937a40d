package io.emistream.trainer.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.emistream.schemas.avro.AudioEncoding;
import io.emistream.schemas.avro.LabelledClip;
import io.emistream.schemas.avro.Split;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusIT {
    @TempDir
    private Path folder;

    @Test
    void holdsAClipOnceHoweverOftenItIsPut() throws IOException {
        var corpus = Corpus.open(folder);

        corpus.put(clip("a", "speaker", 1, 0.5f));
        String once = corpus.hash("set");
        corpus.put(clip("a", "speaker", 1, 0.5f));

        assertThat(corpus.clips()).hasSize(1);
        assertThat(corpus.hash("set")).isEqualTo(once);
        assertThat(files()).hasSize(2);
    }

    @Test
    void aLaterClipOfTheSameIdReplacesLabelsAndAudio() throws IOException {
        var corpus = Corpus.open(folder);

        corpus.put(clip("a", "speaker", 1, 0.5f));
        corpus.put(clip("a", "speaker", 2, 0.25f));

        CorpusClip read = Corpus.open(folder).clips().get(0);
        assertThat(read.labels()).isEqualTo(Map.of("Joy", 0.25f));
        assertThat(read.waveform().samples()[0]).isEqualTo(2 / 32768f);
        assertThat(files()).hasSize(2);
    }

    @Test
    void nothingOfARemovedClipStays() throws IOException {
        var corpus = Corpus.open(folder);
        corpus.put(clip("a", "speaker", 1, 0.5f));

        corpus.remove("a");
        corpus.remove("never there");

        assertThat(corpus.clips()).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void whatAKilledProcessLeftHalfWrittenIsNoClip() throws IOException {
        Corpus.open(folder).put(clip("a", "speaker", 1, 0.5f));
        Files.writeString(folder.resolve("0123.avro.writing"), "half");
        Files.writeString(folder.resolve("0123-ab.pcm"), "audio without a record");

        var corpus = Corpus.open(folder);

        assertThat(corpus.clips()).extracting(CorpusClip::id).containsExactly("a");
        assertThat(files()).hasSize(2);
    }

    @Test
    void aSpeakerIsInOneSplitAndEachSplitHasSpeakers() throws IOException {
        var corpus = Corpus.open(folder);
        for (int speaker = 0; speaker < 60; speaker++)
            for (int i = 0; i < 2; i++) corpus.put(clip(speaker + "/" + i, "speaker " + speaker, 1, 0.5f));

        var pairs = new HashSet<String>();
        corpus.clips().forEach(clip -> pairs.add(clip.speaker() + " " + clip.split()));

        assertThat(pairs).hasSize(60);
        assertThat(corpus.clips())
                .extracting(CorpusClip::split)
                .contains(Split.TRAIN, Split.VALIDATION, Split.TEST)
                .doesNotContain(Split.BY_SPEAKER);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static LabelledClip clip(String id, String speaker, int sample, float joy) {
        var audio = new byte[1_600];
        for (int i = 0; i < audio.length; i += 2) audio[i] = (byte) sample;
        return LabelledClip.newBuilder()
                .setClipId(id)
                .setEncoding(AudioEncoding.PCM_S16LE)
                .setPayload(ByteBuffer.wrap(audio))
                .setLabels(Map.of("Joy", joy))
                .setOutputSet("set")
                .setSpeakerId(speaker)
                .setSource("a test")
                .build();
    }
}
